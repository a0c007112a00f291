package dev.freehold.finetune.files;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Answers;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The OpenAI files surface, for training files alone. */
@Path("/api/finetune/v1/files")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class FilesResource {
    private static final String FAMILY = "finetune";

    private final CurrentCaller current;
    private final GovernedActions governed;
    private final TrainingFiles files;
    private final FileStore store;
    private final UploadDoor door;

    FilesResource(
            CurrentCaller current, GovernedActions governed, TrainingFiles files, FileStore store, UploadDoor door) {
        this.current = current;
        this.governed = governed;
        this.files = files;
        this.store = store;
        this.door = door;
    }

    /** Any media type, so that the framework does not read the form, which would put the upload on disk. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response upload(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, InputStream body) {
        Caller caller = current.get();
        // The body is read only once policy allows the upload: nobody else makes this process hold 64 MiB.
        return Answers.ok(FileObject.of(governed.perform(
                caller,
                FAMILY,
                Actions.DATASET_UPLOAD,
                Resource.named("dataset", "upload"),
                () -> door.read(contentType, body, upload -> files.take(caller, upload)))));
    }

    @GET
    public Response list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        Caller caller = current.get();
        PageRequest page = PageRequest.of(after, limit);
        return read(caller, "all", () -> {
            if (after != null && store.find(caller.tenant(), after).isEmpty()) {
                throw PageRequest.unknownAfter();
            }
            List<FileObject> found = store.list(caller.tenant(), page.after(), page.probe()).stream()
                    .map(FileObject::of)
                    .toList();
            return Page.of(found, page.limit(), FileObject::id);
        });
    }

    @GET
    @Path("{id: file-[0-9a-f]+}")
    public Response get(@PathParam("id") String id) {
        Caller caller = current.get();
        return read(
                caller,
                id,
                () -> store.find(caller.tenant(), id).map(FileObject::of).orElseThrow(FilesResource::unknown));
    }

    @DELETE
    @Path("{id: file-[0-9a-f]+}")
    public Response delete(@PathParam("id") String id) {
        Caller caller = current.get();
        return Answers.ok(
                governed.perform(caller, FAMILY, Actions.DATASET_DELETE, Resource.named("dataset", id), () -> {
                    if (!store.delete(caller.tenant(), id)) {
                        throw unknown();
                    }
                    return new FileObject.Deleted(id, "file", true);
                }));
    }

    private Response read(Caller caller, String name, Supplier<Object> work) {
        return Answers.ok(
                governed.perform(caller, FAMILY, Actions.DATASET_READ, Resource.named("dataset", name), work));
    }

    private static ProblemException unknown() {
        return new ProblemException(FinetuneProblems.FILE_NOT_FOUND, "No file of yours has this id.");
    }
}
