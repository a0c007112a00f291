package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.file.Path;

/** Port: the files of registered versions, checked against their digests. */
public interface ModelArtifacts {
    /**
     * Gives a read-only folder with the files of a model version ({@code config.json}, {@code model.safetensors}, ...).
     *
     * @throws IOException if a file is missing or does not have its digest
     */
    Path model(TenantId tenant, Digest manifest) throws IOException;

    /**
     * Gives the masked JSON Lines file of a dataset version.
     *
     * @throws IOException if it is missing or does not have its digest
     */
    Path dataset(TenantId tenant, Digest dataset) throws IOException;
}
