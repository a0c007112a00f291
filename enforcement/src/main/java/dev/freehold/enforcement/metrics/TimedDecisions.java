package dev.freehold.enforcement.metrics;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts decisions by their result, with the time that they took. */
public final class TimedDecisions implements PolicyDecisionPoint {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private final PolicyDecisionPoint point;
    private final Timer allowed;
    private final Timer denied;
    private final Timer unavailable;

    public TimedDecisions(PolicyDecisionPoint point, MeterRegistry registry) {
        this.point = point;
        this.allowed = timer(registry, "allowed");
        this.denied = timer(registry, "denied");
        this.unavailable = timer(registry, "unavailable");
    }

    private static Timer timer(MeterRegistry registry, String result) {
        return Timer.builder("freehold_policy_decision_duration")
                .description("Decisions of policy, by result")
                .tag("result", result)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public Decision decide(DecisionRequest request) {
        long began = System.nanoTime();
        Decision decision = point.decide(request);
        long took = System.nanoTime() - began;
        Timer timer = decision instanceof Decision.Allowed
                ? allowed
                : decision instanceof Decision.Denied ? denied : unavailable;
        timer.record(took, TimeUnit.NANOSECONDS);
        return decision;
    }
}
