package dev.freehold.gateway.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;

/** Stands in where no registry is connected. */
final class NoHub implements HubSurface {
    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        return HubErrors.reply(503, "No registry is connected to this gateway.");
    }
}
