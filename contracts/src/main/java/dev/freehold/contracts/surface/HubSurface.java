package dev.freehold.contracts.surface;

import dev.freehold.contracts.identity.Caller;

/**
 * Port: the Hugging Face Hub surface that stock clients download with, below the root: {@code api/...} and
 * {@code OWNER/NAME/resolve/...}. The service decides and records each action by itself; errors come in the Hub's shape.
 */
public interface HubSurface {
    SurfaceReply handle(Caller caller, SurfaceRequest request);
}
