package dev.freehold.finetune.jobs;

import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.finetune.wire.Answers;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The platform's own door to fine-tuning jobs; errors are problem documents. */
@Path("/api/finetune/v1/fine_tuning/jobs")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
    private static final String ID = "{id: ftjob-[0-9a-f]+}";

    private final CurrentCaller current;
    private final JobDesk desk;

    JobsResource(CurrentCaller current, JobDesk desk) {
        this.current = current;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        return Answers.ok(desk.create(current.get(), body));
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
    @Path(ID + "/events")
    public Response events(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        return Answers.ok(desk.events(current.get(), id, PageRequest.of(after, limit)));
    }

    @GET
    @Path(ID + "/checkpoints")
    public Response checkpoints(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        return Answers.ok(desk.snapshots(current.get(), id, PageRequest.of(after, limit)));
    }

    @POST
    @Path(ID + "/checkpoints/{snapshot: ftckpt-[0-9a-f]+}/register")
    @Consumes(MediaType.WILDCARD)
    public Response register(@PathParam("id") String id, @PathParam("snapshot") String snapshot) {
        return Answers.ok(desk.registerSnapshot(current.get(), id, snapshot));
    }

    @POST
    @Path(ID + "/cancel")
    @Consumes(MediaType.WILDCARD)
    public Response cancel(@PathParam("id") String id) {
        return Answers.ok(desk.cancel(current.get(), id));
    }
}
