package dev.freehold.gateway.call;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the limits at the start, so that a wrong one stops it. */
@Singleton
final class BoundsFromConfiguration {
    @Produces
    @Singleton
    Bounds bounds(
            @ConfigProperty(name = "freehold.gateway.max-body") MemorySize maxBody,
            @ConfigProperty(name = "freehold.gateway.max-inputs") int maxInputs,
            @ConfigProperty(name = "freehold.gateway.max-characters") int maxCharacters,
            @ConfigProperty(name = "freehold.gateway.max-concurrent") int maxConcurrent,
            @ConfigProperty(name = "freehold.gateway.upstream-timeout") Duration upstreamTimeout,
            @ConfigProperty(name = "freehold.gateway.body-timeout") Duration bodyTimeout) {
        return new Bounds(
                maxBody.asBigInteger().intValueExact(),
                maxInputs,
                maxCharacters,
                maxConcurrent,
                upstreamTimeout,
                bodyTimeout);
    }

    @Produces
    @Singleton
    GenerationBounds generationBounds(
            @ConfigProperty(name = "freehold.gateway.max-tokens") int maxTokens,
            @ConfigProperty(name = "freehold.gateway.generation-timeout") Duration timeout,
            @ConfigProperty(name = "freehold.gateway.generation-pause") Duration pause,
            @ConfigProperty(name = "freehold.gateway.reader-patience") Duration patience) {
        return new GenerationBounds(maxTokens, timeout, pause, patience);
    }
}
