package dev.freehold.audit.health;

import dev.freehold.audit.intake.kafka.ConfiguredIntake;
import dev.freehold.audit.intake.kafka.TopicIntake;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: records that other processes sent over Kafka get into the ledgers. What was put aside is said beside it. */
@Readiness
@Singleton
class IntakeReadiness implements HealthCheck {
    private final ConfiguredIntake configured;

    @Inject
    IntakeReadiness(ConfiguredIntake configured) {
        this.configured = configured;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("audit intake");
        return configured
                .intake()
                .map(intake -> report(intake, answer))
                .orElseGet(() -> answer.up().build());
    }

    private static HealthCheckResponse report(TopicIntake intake, HealthCheckResponseBuilder answer) {
        intake.aside().forEach((tenant, said) -> answer.withData("refused." + tenant, said));
        var troubles = intake.troubles();
        troubles.forEach((what, said) -> answer.withData("waiting." + what, said));
        return answer.status(troubles.isEmpty()).build();
    }
}
