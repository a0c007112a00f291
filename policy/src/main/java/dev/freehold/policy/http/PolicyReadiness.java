package dev.freehold.policy.http;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once policy says no to a request that nobody may be allowed; a policy that cannot say no is no policy. */
@Readiness
public class PolicyReadiness implements HealthCheck {
    private static final String NAME = "policy";

    private final PolicyDecisionPoint policy;
    private final DecisionRequest nothing;

    PolicyReadiness(
            PolicyDecisionPoint policy,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        this.policy = policy;
        this.nothing = new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.EPOCH,
                new TenantId(tenant),
                new DecisionRequest.Subject("readiness", "readiness", List.of()),
                "readiness.probe",
                DecisionRequest.Resource.named("policy", "readiness"),
                null,
                List.of(),
                0);
    }

    @Override
    public HealthCheckResponse call() {
        Decision decision = policy.decide(nothing);
        if (decision instanceof Decision.Denied denied) {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("bundle", denied.bundle().value())
                    .build();
        }
        String cause = decision instanceof Decision.Unavailable unavailable
                ? unavailable.cause()
                : "policy allowed an action that does not exist";
        return HealthCheckResponse.named(NAME).down().withData("cause", cause).build();
    }
}
