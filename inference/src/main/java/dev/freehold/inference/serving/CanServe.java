package dev.freehold.inference.serving;

import dev.freehold.inference.worker.WorkerState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness of inference: a worker that runs, or none that was lost time and again. */
@Readiness
public class CanServe implements HealthCheck {
    private final ServedModels models;

    CanServe(ServedModels models) {
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        WorkerState state = models.state();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("inference: can serve")
                .withData("worker", state.getClass().getSimpleName())
                .withData("losses in a row", state.losses())
                .withData("places left in line", models.placesLeft());
        if (state instanceof WorkerState.Running running) {
            answer.withData("models loaded", running.loaded().size());
        }
        return answer.status(!(state instanceof WorkerState.CoolingDown)).build();
    }
}
