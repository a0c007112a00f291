package dev.freehold.enforcement.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.decision.opa.OpaPolicyDecisionPoint;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
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

    private static Config configured(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }

    private static void isRefused(Map<String, String> values, String naming) {
        assertThatThrownBy(() -> new DecisionBeans().engine(configured(values), nobody(), Clock.systemUTC()))
                .hasMessageContaining(naming);
    }

    @Test
    void a_setting_that_cannot_hold_stops_the_start_and_is_named() {
        isRefused(Map.of("freehold.policy.engine", "both"), "freehold.policy.engine");
        isRefused(Map.of("freehold.policy.engine", "opa"), "freehold.policy.opa.url");
        Map<String, String> opa =
                Map.of("freehold.policy.engine", "opa", "freehold.policy.opa.url", "http://127.0.0.1:8181");
        assertThat(new DecisionBeans()
                        .engine(configured(opa), nobody(), Clock.systemUTC())
                        .point())
                .isInstanceOf(OpaPolicyDecisionPoint.class);
        isRefused(with(opa, "freehold.policy.opa.url", "http://opa.example.com:8181"), "freehold.policy.opa.url");
        isRefused(with(opa, "freehold.policy.opa.url", "http://me:pass@127.0.0.1:8181"), "freehold.policy.opa.url");
        isRefused(with(opa, "freehold.policy.opa.url", "http://localhost.example.com"), "freehold.policy.opa.url");
        isRefused(with(opa, "freehold.policy.opa.url", "not an address"), "freehold.policy.opa.url");
        isRefused(with(opa, "freehold.policy.opa.timeout", "PT1M"), "freehold.policy.opa.timeout");
        isRefused(with(opa, "freehold.policy.opa.token", "two words"), "freehold.policy.opa.token");
        isRefused(with(opa, "freehold.policy.opa.bundle", "a b"), "freehold.policy.opa.bundle");
        isRefused(with(opa, "freehold.policy.bundle.url", "http://127.0.0.1:1/b"), "freehold.policy.bundle.url");
    }

    @Test
    void a_bundle_is_followed_only_with_keys_to_trust_and_over_a_safe_way() {
        Map<String, String> follows = Map.of("freehold.policy.bundle.url", "http://127.0.0.1:1/bundle");
        isRefused(follows, "freehold.policy.bundle.key");
        isRefused(with(follows, "freehold.policy.bundle.key", "target/absent.pem"), "freehold.policy.bundle.key");
        Map<String, String> keyed = with(follows, "freehold.policy.bundle.key", "target/absent.pem");
        isRefused(with(keyed, "freehold.policy.bundle.url", "http://10.0.0.1/bundle"), "freehold.policy.bundle.url");
        isRefused(with(keyed, "freehold.policy.bundle.wait", "PT10M"), "freehold.policy.bundle.wait");
        isRefused(with(keyed, "freehold.policy.bundle.pause", "PT0S"), "freehold.policy.bundle.pause");
        isRefused(with(keyed, "freehold.policy.bundle.max-age", "PT1S"), "freehold.policy.bundle.max-age");
        isRefused(with(keyed, "freehold.policy.bundle.max-age", "PT20S"), "freehold.policy.bundle.max-age");
    }

    private static Map<String, String> with(Map<String, String> values, String key, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(key, value);
        return more;
    }

    @Test
    void a_process_that_has_no_bundles_allows_nothing() {
        PolicyDecisionPoint point = new DecisionBeans()
                .engine(configured(Map.of()), nobody(), Clock.systemUTC())
                .point();
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
