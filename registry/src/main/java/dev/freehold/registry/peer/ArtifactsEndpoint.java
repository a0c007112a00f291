package dev.freehold.registry.peer;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.model.ModelVersions;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Files of registered versions by digest, for those who load them; the reader checks what comes against the digests. */
@Path(RegistryPaths.ROOT)
@Blocking
class ArtifactsEndpoint {
    private final InternalRequest request;
    private final ModelArtifacts artifacts;
    private final ModelVersions versions;

    ArtifactsEndpoint(InternalRequest request, ModelArtifacts artifacts, ModelVersions versions) {
        this.request = request;
        this.artifacts = artifacts;
        this.versions = versions;
    }

    @GET
    @Path("models/{tenant}/{hex}")
    public Response manifest(@PathParam("tenant") String tenant, @PathParam("hex") String hex) {
        admit();
        return JsonDocuments.answer(200, manifest(tenantOf(tenant), digestOf(hex)));
    }

    @GET
    @Path("models/{tenant}/{hex}/{file}")
    public Response file(
            @PathParam("tenant") String tenant, @PathParam("hex") String hex, @PathParam("file") String name)
            throws IOException {
        admit();
        TenantId owner = tenantOf(tenant);
        Digest digest = digestOf(hex);
        Manifest.ManifestFile file = manifest(owner, digest).files().stream()
                .filter(listed -> listed.path().equals(name))
                .findFirst()
                .orElseThrow(ArtifactsEndpoint::unknown);
        return bytes(artifacts.model(owner, digest).resolve(file.path()));
    }

    @GET
    @Path("datasets/{tenant}/{hex}")
    public Response dataset(@PathParam("tenant") String tenant, @PathParam("hex") String hex) throws IOException {
        // Whoever serves models loads what others made, and needs no rows of anybody's.
        request.from(ServiceName.FINETUNE_SERVICE);
        try {
            return bytes(artifacts.dataset(tenantOf(tenant), digestOf(hex)));
        } catch (NoSuchFileException e) {
            throw unknown();
        }
    }

    private void admit() {
        request.from(ServiceName.INFERENCE, ServiceName.FINETUNE_SERVICE);
    }

    private Manifest manifest(TenantId tenant, Digest digest) {
        return versions.manifest(tenant, digest).orElseThrow(ArtifactsEndpoint::unknown);
    }

    private static Response bytes(java.nio.file.Path file) {
        return Response.ok(file, MediaType.APPLICATION_OCTET_STREAM_TYPE).build();
    }

    private static TenantId tenantOf(String text) {
        try {
            return new TenantId(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Digest digestOf(String hex) {
        try {
            return new Digest("sha256:" + hex);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(RegistryProblems.MODEL_UNKNOWN, "there is nothing under that digest");
    }
}
