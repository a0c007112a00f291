package dev.freehold.registry.blob;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.nio.file.Path;

/** Port: keeps content under its SHA-256, for each tenant apart. What is there is whole: nothing half written can be seen. */
public interface BlobStore {
    /**
     * Keeps a copy of a file's content; keeping the same content again changes nothing.
     *
     * @throws IOException if the content cannot be kept durably or does not have this digest
     */
    void keep(TenantId tenant, Digest digest, Path content) throws IOException;

    /**
     * Puts the content at a place that does not exist yet, read-only, after checking it against its digest.
     *
     * @throws IOException if the content is missing or does not have its digest; then nothing is at the place
     */
    void place(TenantId tenant, Digest digest, Path target) throws IOException;
}
