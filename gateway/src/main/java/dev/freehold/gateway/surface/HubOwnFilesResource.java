package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.ws.rs.Path;

/** A file of a model without an owner, as the Hub serves it. */
@Path("/{name: (?!(api|console|q|v1)/)[^/]+}/resolve/{rest: .+}")
public class HubOwnFilesResource extends HubRoom {
    HubOwnFilesResource(ApiKeys keys, HubSurface surface, Bounds bounds) {
        super(keys, surface, bounds);
    }
}
