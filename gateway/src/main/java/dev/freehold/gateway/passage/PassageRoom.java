package dev.freehold.gateway.passage;

import dev.freehold.enforcement.identity.internal.ServiceName;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** What the addresses of other services have in common. */
public class PassageRoom {
    private final Passage passage;
    private final ServiceName owner;

    PassageRoom(Passage passage, ServiceName owner) {
        this.passage = passage;
        this.owner = owner;
    }

    @GET
    public Response get(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return passage.pass(owner, request, uri, headers, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return passage.pass(owner, request, uri, headers, InputStream.nullInputStream());
    }

    @POST
    public Response post(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return passage.pass(owner, request, uri, headers, body);
    }

    @PUT
    public Response put(
            @Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        return passage.pass(owner, request, uri, headers, body);
    }

    @DELETE
    public Response delete(@Context HttpServerRequest request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return passage.pass(owner, request, uri, headers, InputStream.nullInputStream());
    }
}
