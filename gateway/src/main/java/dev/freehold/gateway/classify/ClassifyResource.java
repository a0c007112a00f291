package dev.freehold.gateway.classify;

import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.FrontDoor;
import dev.freehold.gateway.call.GovernedCall;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** POST /v1/classify, in vLLM's shape. */
@Path("/v1/classify")
public class ClassifyResource {
    private final FrontDoor door;
    private final GovernedCall call;
    private final Bounds bounds;

    ClassifyResource(FrontDoor door, GovernedCall call, Bounds bounds) {
        this.door = door;
        this.call = call;
        this.bounds = bounds;
    }

    @POST
    public Response classify(@Context HttpHeaders headers, InputStream body) {
        return door.enter(
                headers, body, (caller, bytes) -> call.answer(caller, ClassifyRequest.read(bytes, bounds), bytes));
    }
}
