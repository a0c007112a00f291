package dev.freehold.gateway.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.gateway.http.OpenAiErrors;

/** Stands in where no fine-tuning is connected. */
final class NoFineTuning implements FineTuningSurface {
    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        return SurfaceReply.json(503, OpenAiErrors.surfaceUnavailable().body(null));
    }
}
