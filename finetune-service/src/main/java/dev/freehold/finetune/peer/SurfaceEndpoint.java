package dev.freehold.finetune.peer;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.surface.SurfacePaths;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** OpenAI's files and fine-tuning surface, as the gateway and the console pass it on. */
@Path(SurfacePaths.FINE_TUNING + "{rest: .*}")
@Blocking
public class SurfaceEndpoint {
    private static final String ROOT = SurfacePaths.FINE_TUNING.substring(1);
    private final InternalRequest internal;
    private final FineTuningSurface surface;

    SurfaceEndpoint(InternalRequest internal, FineTuningSurface surface) {
        this.internal = internal;
        this.surface = surface;
    }

    @GET
    public Response get(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @POST
    public Response post(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return pass(request, uri, headers, body);
    }

    @DELETE
    public Response delete(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    private Response pass(HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        Caller caller = internal.callerFrom(ServiceName.GATEWAY, ServiceName.CONSOLE);
        String method = request.method().name();
        return SurfaceDoor.answer(
                surface.handle(caller, SurfaceDoor.passedOn(ROOT, method, uri, headers, body)),
                method,
                () -> request.connection().close());
    }
}
