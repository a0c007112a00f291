package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.gateway.call.FrontDoor;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** What the paths of OpenAI's files and fine-tuning surface have in common: all goes to the surface. */
public class FineTuningRoom {
    private static final String ROOT = "v1/";
    private final FrontDoor door;
    private final FineTuningSurface surface;

    FineTuningRoom(FrontDoor door, FineTuningSurface surface) {
        this.door = door;
        this.surface = surface;
    }

    @GET
    public Response get(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @POST
    public Response post(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return pass(request, uri, headers, door.paced(body));
    }

    @DELETE
    public Response delete(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    private Response pass(HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        return door.pass(headers, caller -> {
            SurfaceReply reply = surface.handle(
                    caller, SurfaceDoor.request(ROOT, request.method().name(), uri, headers, body));
            return () -> Surfaces.answer(reply, request);
        });
    }
}
