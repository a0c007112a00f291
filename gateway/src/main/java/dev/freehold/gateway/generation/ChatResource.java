package dev.freehold.gateway.generation;

import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.FrontDoor;
import dev.freehold.gateway.call.GenerationBounds;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** POST /v1/chat/completions, as OpenAI's clients call it. */
@Path("/v1/chat/completions")
public class ChatResource {
    private final FrontDoor door;
    private final Delivered delivered;
    private final Bounds bounds;
    private final GenerationBounds limits;

    ChatResource(FrontDoor door, Delivered delivered, Bounds bounds, GenerationBounds limits) {
        this.door = door;
        this.delivered = delivered;
        this.bounds = bounds;
        this.limits = limits;
    }

    @POST
    public Response write(@Context HttpHeaders headers, @Context HttpServerRequest request, InputStream body) {
        return door.enterRoom(
                headers,
                body,
                (caller, bytes, place) ->
                        delivered.answer(caller, Writing.chat(bytes, bounds, limits), bytes, place, request));
    }
}
