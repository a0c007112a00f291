package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.ws.rs.Path;

/** The Hub's models, below /api/models. */
@Path("/api/models{rest: (/.*)?}")
public class HubModelsResource extends HubRoom {
    HubModelsResource(ApiKeys keys, HubSurface surface, Bounds bounds) {
        super(keys, surface, bounds);
    }
}
