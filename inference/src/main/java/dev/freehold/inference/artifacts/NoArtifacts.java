package dev.freehold.inference.artifacts;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import java.io.IOException;
import java.nio.file.Path;

/** Stands in where no registry is connected: there are no files, so no model is served. */
final class NoArtifacts implements ModelArtifacts {
    private static final String CAUSE = "no registry is connected to this process";

    @Override
    public Path model(TenantId tenant, Digest manifest) throws IOException {
        throw new IOException(CAUSE);
    }

    @Override
    public Path dataset(TenantId tenant, Digest dataset) throws IOException {
        throw new IOException(CAUSE);
    }
}
