package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.ws.rs.Path;

/** The Hub's word on whose key is presented. */
@Path("/api/whoami-v2")
public class HubAccountResource extends HubRoom {
    HubAccountResource(ApiKeys keys, HubSurface surface, Bounds bounds) {
        super(keys, surface, bounds);
    }
}
