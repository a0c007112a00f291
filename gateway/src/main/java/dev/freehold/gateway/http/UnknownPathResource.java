package dev.freehold.gateway.http;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;

/** Every other path below /v1: there is no pass-through, so that nothing can go round the governed call. */
@Path("/v1/{path: .*}")
public class UnknownPathResource {
    @GET
    public Response get() {
        return unknown();
    }

    @POST
    public Response post() {
        return unknown();
    }

    @PUT
    public Response put() {
        return unknown();
    }

    @PATCH
    public Response patch() {
        return unknown();
    }

    @DELETE
    public Response delete() {
        return unknown();
    }

    private static Response unknown() {
        return Reply.of(
                        OpenAiErrors.noSuchPath(),
                        null,
                        Map.of(Reply.REQUEST_ID, UUID.randomUUID().toString()))
                .toResponse();
    }
}
