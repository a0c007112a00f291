package dev.freehold.gateway.embeddings;

import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.FrontDoor;
import dev.freehold.gateway.call.GovernedCall;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** POST /v1/embeddings, as OpenAI's clients call it. */
@Path("/v1/embeddings")
public class EmbeddingsResource {
    private final FrontDoor door;
    private final GovernedCall call;
    private final Bounds bounds;

    EmbeddingsResource(FrontDoor door, GovernedCall call, Bounds bounds) {
        this.door = door;
        this.call = call;
        this.bounds = bounds;
    }

    @POST
    public Response embed(@Context HttpHeaders headers, InputStream body) {
        return door.enter(
                headers, body, (caller, bytes) -> call.answer(caller, EmbeddingsRequest.read(bytes, bounds), bytes));
    }
}
