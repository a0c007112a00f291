package dev.freehold.inference.serving;

import dev.freehold.inference.worker.WorkerState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;

/** Shows whether the worker runs. */
@ApplicationScoped
public class WorkerMeter {
    void show(@Observes Startup started, Instance<MeterRegistry> registries, ServedModels models) {
        if (registries.isResolvable()) {
            Gauge.builder("freehold_worker_running", models, it -> it.state() instanceof WorkerState.Running ? 1 : 0)
                    .description("1 while the worker of inference runs; 0 while it is idle or lost")
                    .register(registries.get());
        }
    }
}
