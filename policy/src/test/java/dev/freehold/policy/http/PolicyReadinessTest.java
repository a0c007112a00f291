package dev.freehold.policy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.model.Digest;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class PolicyReadinessTest {
    private static HealthCheckResponse.Status status(Decision decision) {
        return new PolicyReadiness(request -> decision, "default").call().getStatus();
    }

    @Test
    void a_policy_that_cannot_decide_is_not_ready() {
        assertThat(status(new Decision.Unavailable("id", "no bundle"))).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    @Test
    void a_policy_that_allows_what_does_not_exist_is_not_ready() {
        Decision allowed = new Decision.Allowed("id", Digest.of(new byte[0]), List.of());
        assertThat(status(allowed)).isEqualTo(HealthCheckResponse.Status.DOWN);
    }
}
