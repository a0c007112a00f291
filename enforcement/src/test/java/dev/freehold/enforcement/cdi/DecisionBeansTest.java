package dev.freehold.enforcement.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionBeansTest {
    /** What the container gives where no bean has the type. */
    @SuppressWarnings("unchecked") // a proxy has no type arguments
    private static Instance<PolicyBundles> nobody() {
        return (Instance<PolicyBundles>) Proxy.newProxyInstance(
                DecisionBeansTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isResolvable");
                    return false;
                });
    }

    @Test
    void a_process_that_has_no_bundles_allows_nothing() {
        PolicyDecisionPoint point = new DecisionBeans().decisionPoint(nobody(), Optional.empty());
        Decision decision = point.decide(new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.EPOCH,
                new TenantId("acme"),
                new DecisionRequest.Subject("p-1", "console", List.of()),
                "model.list",
                DecisionRequest.Resource.named("model", "all"),
                null,
                List.of(),
                0));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Unavailable.class,
                        it -> assertThat(it.cause()).contains("no one source of policy bundles"));
    }
}
