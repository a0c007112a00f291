package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.ws.rs.Path;

/** A file of a model with an owner, as the Hub serves it. */
@Path("/{owner: (?!(api|console|q|v1)/)[^/]+}/{name: [^/]+}/resolve/{rest: .+}")
public class HubFilesResource extends HubRoom {
    HubFilesResource(ApiKeys keys, HubSurface surface, Bounds bounds) {
        super(keys, surface, bounds);
    }
}
