package dev.freehold.finetune.files;

import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.finetune.wire.Answers;
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
import org.jspecify.annotations.Nullable;

/** The platform's own door to training files; errors are problem documents. */
@Path("/api/finetune/v1/files")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class FilesResource {
    private static final String ID = "{id: file-[0-9a-f]+}";

    private final CurrentCaller current;
    private final FileDesk desk;

    FilesResource(CurrentCaller current, FileDesk desk) {
        this.current = current;
        this.desk = desk;
    }

    /** Any media type, so that the framework does not read the form, which would put the upload on disk. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response upload(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, InputStream body) {
        return Answers.ok(desk.upload(current.get(), contentType, body));
    }

    @GET
    public Response list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        return Answers.ok(desk.list(current.get(), PageRequest.of(after, limit)));
    }

    @GET
    @Path(ID)
    public Response get(@PathParam("id") String id) {
        return Answers.ok(desk.get(current.get(), id));
    }

    @GET
    @Path(ID + "/content")
    @Produces(Answers.JSON_LINES)
    public Response content(@PathParam("id") String id) {
        return Response.ok(desk.content(current.get(), id).toFile(), Answers.JSON_LINES)
                .build();
    }

    @DELETE
    @Path(ID)
    public Response delete(@PathParam("id") String id) {
        return Answers.ok(desk.delete(current.get(), id));
    }
}
