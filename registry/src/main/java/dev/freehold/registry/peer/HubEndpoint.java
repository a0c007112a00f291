package dev.freehold.registry.peer;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.registry.RegistryPaths;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The Hub's surface for a gateway in another process. */
@Path(RegistryPaths.HUB + "{rest: .*}")
@Blocking
class HubEndpoint {
    private static final String ROOT = RegistryPaths.HUB.substring(1);
    private final InternalRequest internal;
    private final HubSurface hub;

    HubEndpoint(InternalRequest internal, HubSurface hub) {
        this.internal = internal;
        this.hub = hub;
    }

    @GET
    public Response get(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return pass(request, uri, headers, InputStream.nullInputStream());
    }

    @POST
    public Response post(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return pass(request, uri, headers, body);
    }

    private Response pass(HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        Caller caller = internal.callerFrom(ServiceName.GATEWAY);
        String method = request.method().name();
        return SurfaceDoor.answer(
                hub.handle(caller, SurfaceDoor.passedOn(ROOT, method, uri, headers, body)),
                method,
                () -> request.connection().close());
    }
}
