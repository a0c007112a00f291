package dev.freehold.gateway.surface;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What the Hub's clients ask before anything else, without a key: there is nothing here. */
@Path("/api/agent-harnesses")
public class HubHarnessesResource {
    @GET
    public Response get(@Context HttpServerRequest request) {
        return Surfaces.answer(HubErrors.reply(404, "There are no agent harnesses here."), request);
    }
}
