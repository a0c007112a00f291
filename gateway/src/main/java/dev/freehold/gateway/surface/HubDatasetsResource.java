package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.ws.rs.Path;

/** The Hub's datasets, below /api/datasets. */
@Path("/api/datasets{rest: (/.*)?}")
public class HubDatasetsResource extends HubRoom {
    HubDatasetsResource(ApiKeys keys, HubSurface surface, Bounds bounds) {
        super(keys, surface, bounds);
    }
}
