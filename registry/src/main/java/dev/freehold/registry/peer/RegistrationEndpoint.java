package dev.freehold.registry.peer;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.registry.AdapterRegistration;
import dev.freehold.enforcement.peer.registry.DatasetRegistration;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.registry.files.Folders;
import dev.freehold.registry.http.JsonDocuments;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * What fine-tuning in another process brings in: first its files, each under its digest, then what they are. Each step can be
 * taken again. The registration itself is decided and recorded as in one process.
 */
@Path(RegistryPaths.ROOT)
@Blocking
class RegistrationEndpoint {
    private final InternalRequest request;
    private final Uploads uploads;
    private final Registrar registrar;

    RegistrationEndpoint(InternalRequest request, Uploads uploads, Registrar registrar) {
        this.request = request;
        this.uploads = uploads;
        this.registrar = registrar;
    }

    @PUT
    @Path("uploads/{hex}")
    public Response upload(@PathParam("hex") String hex, InputStream body) throws IOException {
        Caller caller = request.callerFrom(ServiceName.FINETUNE_SERVICE);
        Digest digest;
        try {
            digest = new Digest("sha256:" + hex);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(RegistryProblems.UPLOAD, "the address does not end in a SHA-256");
        }
        uploads.keep(caller.tenant(), digest, body);
        return Response.noContent().build();
    }

    @POST
    @Path("registered-datasets")
    public Response dataset(InputStream body) throws IOException {
        Caller caller = request.callerFrom(ServiceName.FINETUNE_SERVICE);
        DatasetRegistration asked = JsonDocuments.as(
                JsonDocuments.object(body, "name", "file", "rows", "masked", "label"), DatasetRegistration.class);
        java.nio.file.Path file = uploads.file(caller.tenant(), asked.file());
        return JsonDocuments.answer(
                200,
                registrar.registerDataset(caller, asked.name(), file, asked.rows(), asked.masked(), asked.label()));
    }

    @POST
    @Path("registered-adapters")
    public Response adapter(InputStream body) throws IOException {
        Caller caller = request.callerFrom(ServiceName.FINETUNE_SERVICE);
        AdapterRegistration asked = JsonDocuments.as(
                JsonDocuments.object(body, "name", "files", "lineage", "evaluation", "leak_test"),
                AdapterRegistration.class);
        java.nio.file.Path folder = uploads.folder(caller.tenant(), asked.files());
        try {
            return JsonDocuments.answer(
                    200,
                    registrar.registerAdapter(
                            caller, asked.name(), folder, asked.lineage(), asked.evaluation(), asked.leakTest()));
        } finally {
            Folders.delete(folder);
        }
    }
}
