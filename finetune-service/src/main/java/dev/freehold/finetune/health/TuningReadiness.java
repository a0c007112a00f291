package dev.freehold.finetune.health;

import dev.freehold.contracts.model.Registrar;
import dev.freehold.finetune.jobs.JobRunner;
import dev.freehold.finetune.registry.RegistryFromConfiguration;
import dev.freehold.finetune.run.RunSettings;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when jobs are run and there is a registry to put their adapters in. */
@Readiness
@Singleton
public class TuningReadiness implements HealthCheck {
    private final JobRunner runner;
    private final Registrar registrar;
    private final RunSettings settings;

    TuningReadiness(JobRunner runner, Registrar registrar, RunSettings settings) {
        this.runner = runner;
        this.registrar = registrar;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("fine-tuning")
                .withData("network_isolation_required", settings.requireIsolation());
        if (!runner.alive()) {
            return answer.withData("reason", "the thread that runs jobs has ended")
                    .down()
                    .build();
        }
        if (RegistryFromConfiguration.standsIn(registrar)) {
            return answer.withData("reason", RegistryFromConfiguration.REASON)
                    .down()
                    .build();
        }
        return answer.up().build();
    }
}
