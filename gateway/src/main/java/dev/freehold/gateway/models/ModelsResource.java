package dev.freehold.gateway.models;

import dev.freehold.gateway.call.FrontDoor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** GET /v1/models and /v1/models/{model}, as OpenAI's clients call them. */
@Path("/v1/models")
public class ModelsResource {
    private final FrontDoor door;
    private final GovernedListing listing;

    ModelsResource(FrontDoor door, GovernedListing listing) {
        this.door = door;
        this.listing = listing;
    }

    @GET
    public Response list(@Context HttpHeaders headers) {
        return door.enter(headers, (caller, body) -> listing.list(caller));
    }

    /** Names may hold slashes. */
    @GET
    @Path("{model: .+}")
    public Response model(@Context HttpHeaders headers, @PathParam("model") String model) {
        return door.enter(headers, (caller, body) -> listing.look(caller, model));
    }
}
