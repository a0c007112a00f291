package dev.freehold.inference.serving;

import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.inference.worker.ModelWorker;
import dev.freehold.inference.worker.engine.EngineModelWorker;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the settings at the start, so that a wrong one stops it. */
@Singleton
final class ServingFromConfiguration {
    private static final long MEBIBYTE = 1 << 20;

    @Produces
    @Singleton
    ServingSettings settings(
            @ConfigProperty(name = "freehold.inference.max-loaded") int maxLoaded,
            @ConfigProperty(name = "freehold.inference.waiting") int waiting,
            @ConfigProperty(name = "freehold.inference.patience") Duration patience,
            @ConfigProperty(name = "freehold.inference.idle") Duration idle,
            @ConfigProperty(name = "freehold.inference.warm") boolean warm) {
        return new ServingSettings(maxLoaded, waiting, patience, idle, warm);
    }

    @Produces
    @Singleton
    ModelWorker.Source workers(
            @ConfigProperty(name = "freehold.inference.cache") Path cache,
            @ConfigProperty(name = "freehold.inference.heap") MemorySize heap,
            @ConfigProperty(name = "freehold.inference.threads") Optional<Integer> threads,
            @ConfigProperty(name = "freehold.inference.call-timeout") Duration callTimeout) {
        WorkerSettings defaults = WorkerSettings.defaults(cache);
        WorkerSettings settings = new WorkerSettings(
                        cache,
                        Math.toIntExact(heap.asLongValue() / MEBIBYTE),
                        threads.orElse(defaults.threads()),
                        defaults.denyNetwork())
                .withTimeouts(callTimeout, defaults.tuningTimeout());
        return () -> EngineModelWorker.start(settings);
    }
}
