package dev.freehold.enforcement.health;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.recording.RecorderHealth;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness of every service: without policy or without a log it would refuse each action, so it asks for none. Inference by
 * itself neither decides nor records: the gateway has.
 */
@Readiness
public class CanDecideAndRecord implements HealthCheck {
    /** No policy allows it; that it is denied shows that policy decides. */
    private static final String PROBE = "readiness.probe";

    private final PolicyDecisionPoint policy;
    private final DecisionRequests requests;
    private final RecorderHealth recorder;
    private final Caller nobody;
    private final boolean acts;

    CanDecideAndRecord(
            PolicyDecisionPoint policy,
            DecisionRequests requests,
            RecorderHealth recorder,
            ServiceName self,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.policy = policy;
        this.requests = requests;
        this.recorder = recorder;
        this.acts = self != ServiceName.INFERENCE;
        this.nobody = new Caller(new TenantId(tenant), "readiness", "readiness", Set.of(), null);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("can decide and can record");
        if (!acts) {
            return answer.withData("acts", "no: the gateway decides and records")
                    .up()
                    .build();
        }
        RecorderHealth.Report log = recorder.report();
        Decision decision = probe();
        Optional<String> undecided = decision instanceof Decision.Unavailable unavailable
                ? Optional.of(unavailable.cause())
                : Optional.empty();
        undecided.ifPresent(why -> answer.withData("policy", why));
        if (decision instanceof Decision.Denied denied) {
            answer.withData("policy bundle", denied.bundle().value());
        }
        String refusing = log.refusing();
        if (refusing != null) {
            answer.withData("audit", refusing);
        }
        return answer.withData("unproved records", log.backlog())
                .status(undecided.isEmpty() && log.ok())
                .build();
    }

    private Decision probe() {
        try {
            return policy.decide(requests.of(nobody, PROBE, Resource.named("readiness", "probe"), List.of(), 0));
        } catch (UncheckedIOException e) {
            return new Decision.Unavailable(PROBE, "the tenant's key cannot be read");
        }
    }
}
