package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.http.SurfaceDoor;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;

/** Answers of surfaces, on the connection that asked. */
final class Surfaces {
    private Surfaces() {}

    static Response answer(SurfaceReply reply, HttpServerRequest request) {
        return SurfaceDoor.answer(
                reply, request.method().name(), () -> request.connection().close());
    }
}
