package dev.freehold.registry.peer;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import dev.freehold.enforcement.time.SteadyClock;
import dev.freehold.registry.problem.RegistryProblems;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What the registry knows, for processes that answer from memory; a question may wait for the next change. */
@Path(RegistryPaths.VIEW)
@Blocking
class ViewEndpoint {
    private static final long LONGEST_WAIT = 10;
    /** Each holds a thread. Whoever finds no place is answered at once, and asks again. */
    private static final int MOST_WAITING = 32;

    private final InternalRequest request;
    private final Views views;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    ViewEndpoint(InternalRequest request, Views views) {
        this.request = request;
        this.views = views;
    }

    @GET
    public Response view(
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String known,
            @QueryParam("wait") @DefaultValue("0") long wait) {
        request.from(ServiceName.GATEWAY, ServiceName.INFERENCE, ServiceName.FINETUNE_SERVICE, ServiceName.CONSOLE);
        Views.View view = waited(known, Math.max(0, Math.min(wait, LONGEST_WAIT)));
        Response.ResponseBuilder answer = view.etag().equals(known)
                ? Response.notModified()
                : Response.ok(view.json(), MediaType.APPLICATION_JSON_TYPE);
        long age = Math.max(
                0,
                Duration.between(view.asked(), SteadyClock.OF_THIS_PROCESS.instant())
                        .toMillis());
        return answer.header(HttpHeaders.ETAG, view.etag())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(RegistryPaths.AGE, age)
                .build();
    }

    private Views.View waited(String known, long seconds) {
        boolean placed = seconds > 0 && places.tryAcquire();
        try {
            return views.other(known, Duration.ofSeconds(placed ? seconds : 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(RegistryProblems.MEMORY_OLD, "The registry is being stopped.");
        } finally {
            if (placed) {
                places.release();
            }
        }
    }
}
