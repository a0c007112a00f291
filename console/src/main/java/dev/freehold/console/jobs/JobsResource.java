package dev.freehold.console.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.console.page.Frame;
import dev.freehold.console.page.Notice;
import dev.freehold.console.page.Pages;
import dev.freehold.console.page.Room;
import dev.freehold.console.session.Door;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows tuning jobs to the data team. The fine-tuning service decides and records each look by itself. */
@Path("/console/jobs")
public class JobsResource {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private final Door door;
    private final Pages pages;
    private final Tuning tuning;
    private final Curves curves;

    JobsResource(Door door, Pages pages, Tuning tuning, Curves curves) {
        this.door = door;
        this.pages = pages;
        this.tuning = tuning;
        this.curves = curves;
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance jobs(Frame frame, JobsPage page);

        static native TemplateInstance jobs$list(JobsPage page);

        static native TemplateInstance job(Frame frame, JobView job, RunView run);

        static native TemplateInstance job$live(RunView run);
    }

    @GET
    public Response list(
            @Context HttpHeaders headers, @Context UriInfo uri, @QueryParam("after") @Nullable String after) {
        Visit visit = Visit.of(headers, uri);
        String cursor = after != null && ID.matcher(after).matches() ? after : null;
        return door.enter(visit, Room.JOBS, caller -> {
            JobsPage page = JobsPage.of(tuning.jobs(caller, cursor), cursor);
            return visit.partial()
                    ? pages.part(200, Templates.jobs$list(page))
                    : pages.page(200, "Tuning jobs", Room.JOBS, caller, frame -> Templates.jobs(frame, page));
        });
    }

    /**
     * One job. Where its page is shown already, what changes in it; and the whole again once it is not in the state that was
     * seen.
     */
    @GET
    @Path("{id}")
    public Response job(
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @PathParam("id") String id,
            @QueryParam("seen") @Nullable String seen) {
        Visit visit = Visit.of(headers, uri);
        return door.enter(visit, Room.JOBS, caller -> {
            if (!ID.matcher(id).matches()) {
                return notFound(caller);
            }
            JsonNode job = tuning.job(caller, id);
            JobState state = JobState.of(job.path("status").asText());
            RunView run = RunView.of(id, state, curves.of(caller, id));
            if (!visit.partial()) {
                return page(caller, job, run);
            }
            Response part = pages.part(200, Templates.job$live(run));
            return state.code().equals(seen)
                    ? part
                    : Response.fromResponse(part).header("HX-Refresh", "true").build();
        });
    }

    private Response page(Caller caller, JsonNode job, RunView run) {
        JobView view = JobView.of(
                job,
                tuning.trainingFile(caller, job.path("training_file").asText()),
                caller.roles().contains(Role.DATA_ENGINEER));
        return pages.page(200, view.name(), Room.JOBS, caller, frame -> Templates.job(frame, view, run));
    }

    @POST
    @Path("{id}/cancel")
    public Response cancel(@Context HttpHeaders headers, @Context UriInfo uri, @PathParam("id") String id) {
        return door.change(Visit.of(headers, uri), Room.JOBS, caller -> {
            if (!ID.matcher(id).matches()) {
                return notFound(caller);
            }
            tuning.cancel(caller, id);
            return Response.seeOther(URI.create(JobsPage.address(id))).build();
        });
    }

    private Response notFound(Caller caller) {
        return pages.notice(Notice.notFound("There is no job with this id."), caller);
    }
}
