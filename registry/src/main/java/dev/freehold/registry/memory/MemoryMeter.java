package dev.freehold.registry.memory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Shows whether what is kept in memory is young enough to be answered from. */
@ApplicationScoped
public class MemoryMeter {
    void show(@Observes Startup started, Instance<MeterRegistry> registries, @All List<Refreshed> memories) {
        if (registries.isResolvable()) {
            Gauge.builder("freehold_catalogue_fresh", memories, MemoryMeter::fresh)
                    .description("1 while keys and models are answered for from memory, 0 while it is too old")
                    .register(registries.get());
        }
    }

    private static double fresh(List<Refreshed> memories) {
        return memories.stream().allMatch(memory -> memory.unready().isEmpty()) ? 1 : 0;
    }
}
