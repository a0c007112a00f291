package dev.freehold.finetune.jobs;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import dev.freehold.finetune.problem.FinetuneProblems;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The OpenAI fine-tuning surface. */
@Path("/api/finetune/v1/fine_tuning/jobs")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
    private static final String FAMILY = "finetune";
    private static final String ID = "{id: ftjob-[0-9a-f]+}";
    private static final int LONGEST_BODY = 1 << 14;

    private final CurrentCaller current;
    private final GovernedActions governed;
    private final JobCreation creation;
    private final JobBook book;
    private final JobRunner runner;

    JobsResource(
            CurrentCaller current, GovernedActions governed, JobCreation creation, JobBook book, JobRunner runner) {
        this.current = current;
        this.governed = governed;
        this.creation = creation;
        this.book = book;
        this.runner = runner;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Caller caller = current.get();
        JobRequest request = JobRequest.read(bytes(body));
        JobObject job = governed.perform(
                caller,
                FAMILY,
                Actions.JOB_CREATE,
                creation.resource(caller, request),
                () -> JobObject.of(creation.create(caller, request)));
        runner.wake();
        return Answers.ok(job);
    }

    @GET
    public Response list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        Caller caller = current.get();
        PageRequest page = PageRequest.of(after, limit);
        return read(caller, "all", () -> book.list(caller.tenant(), page));
    }

    @GET
    @Path(ID)
    public Response get(@PathParam("id") String id) {
        Caller caller = current.get();
        return read(caller, id, () -> book.get(caller.tenant(), id));
    }

    @GET
    @Path(ID + "/events")
    public Response events(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Caller caller = current.get();
        PageRequest page = PageRequest.of(after, limit);
        return read(caller, id, () -> book.events(caller.tenant(), id, page));
    }

    @GET
    @Path(ID + "/checkpoints")
    public Response checkpoints(@PathParam("id") String id) {
        Caller caller = current.get();
        return read(caller, id, () -> book.snapshots(caller.tenant(), id));
    }

    @POST
    @Path(ID + "/cancel")
    @Consumes(MediaType.WILDCARD)
    public Response cancel(@PathParam("id") String id) {
        Caller caller = current.get();
        return Answers.ok(governed.perform(
                caller, FAMILY, Actions.JOB_CANCEL, Resource.named("job", id), () -> book.cancel(caller.tenant(), id)));
    }

    private Response read(Caller caller, String name, Supplier<Object> work) {
        return Answers.ok(governed.perform(caller, FAMILY, Actions.JOB_READ, Resource.named("job", name), work));
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            if (bytes.length <= LONGEST_BODY) {
                return bytes;
            }
        } catch (IOException e) {
            throw refused("ended before it was whole", "send the job again", e);
        }
        throw refused("longer than " + LONGEST_BODY + " bytes", "send what a job takes, and nothing else", null);
    }

    private static ProblemException refused(String problem, String fix, @Nullable Throwable cause) {
        ProblemException refused = new ProblemException(
                Problem.ofInput(FinetuneProblems.JOB_REFUSED, List.of(InputError.of("body", problem, fix)), 1));
        refused.initCause(cause);
        return refused;
    }
}
