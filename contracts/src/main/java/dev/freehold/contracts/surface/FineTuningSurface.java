package dev.freehold.contracts.surface;

import dev.freehold.contracts.identity.Caller;

/**
 * Port: OpenAI's files and fine-tuning surface, below {@code /v1}: {@code files...} and {@code fine_tuning/jobs...}. The
 * service decides and records each action by itself; errors come in OpenAI's shape.
 */
public interface FineTuningSurface {
    SurfaceReply handle(Caller caller, SurfaceRequest request);
}
