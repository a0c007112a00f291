package dev.freehold.enforcement.decision.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.policy.PolicyBundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WasmPolicyDecisionPointTest {
    private static WasmPolicyDecisionPoint point(PolicyBundles bundles) {
        return new WasmPolicyDecisionPoint(bundles, 1);
    }

    private static Decision decided(PolicyBundle bundle) {
        return point(tenant -> bundle).decide(Policies.listing());
    }

    @Test
    void allowed_carries_a_fresh_id_and_the_bundle() {
        PolicyBundle bundle = Policies.answering(Actions.MODEL_LIST, Policies.ALLOW);
        WasmPolicyDecisionPoint point = point(tenant -> bundle);
        Decision one = point.decide(Policies.listing());
        Decision other = point.decide(Policies.listing());
        assertThat(one)
                .isInstanceOfSatisfying(
                        Decision.Allowed.class, it -> assertThat(it.bundle()).isEqualTo(bundle.digest()));
        assertThat(UUID.fromString(one.id())).isNotEqualTo(UUID.fromString(other.id()));
    }

    @Test
    void denied_carries_its_reasons_and_the_bundle() {
        PolicyBundle bundle = Policies.answering(Actions.MODEL_LIST, Policies.DENY);
        assertThat(decided(bundle)).isInstanceOfSatisfying(Decision.Denied.class, it -> {
            assertThat(it.bundle()).isEqualTo(bundle.digest());
            assertThat(it.reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.remedy()).isEqualTo("Ask Dana."));
        });
    }

    @Test
    void an_undefined_result_is_unavailable() {
        assertThat(decided(Policies.scripted("{\"results\":{}}"))).isInstanceOf(Decision.Unavailable.class);
        assertThat(decided(Policies.scripted("{}"))).isInstanceOf(Decision.Unavailable.class);
    }

    @Test
    void allowed_with_reasons_against_is_unavailable() {
        String both = "{\"allow\":true,\"reasons\":[" + Policies.REASON + "],\"obligations\":[]}";
        assertThat(decided(Policies.answering(Actions.MODEL_LIST, both))).isInstanceOf(Decision.Unavailable.class);
    }

    @Test
    void a_trap_is_unavailable_and_the_next_decision_is_not() {
        PolicyBundle bundle = Policies.answering(Actions.MODEL_LIST, Policies.ALLOW);
        WasmPolicyDecisionPoint point = point(tenant -> bundle);
        for (int i = 0; i < 3; i++) {
            assertThat(point.decide(Policies.asking("conflict"))).isInstanceOf(Decision.Unavailable.class);
            assertThat(point.decide(Policies.listing())).isInstanceOf(Decision.Allowed.class);
        }
    }

    @Test
    void no_bundle_is_unavailable() {
        Decision decision = point(tenant -> {
                    throw new UncheckedIOException(new IOException("the policy service does not answer"));
                })
                .decide(Policies.listing());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Unavailable.class, it -> assertThat(it.cause()).contains("does not answer"));
    }

    @Test
    void a_refused_bundle_is_unavailable_every_time() {
        PolicyBundle bundle = PolicyBundle.of(Policies.wasm("clock"), new byte[] {'{', '}'});
        WasmPolicyDecisionPoint point = point(tenant -> bundle);
        for (int i = 0; i < 2; i++) {
            assertThat(point.decide(Policies.listing()))
                    .isInstanceOfSatisfying(
                            Decision.Unavailable.class,
                            it -> assertThat(it.cause()).contains("time.now_ns"));
        }
    }

    @Test
    void a_request_beyond_the_bound_is_unavailable() {
        PolicyBundle bundle = Policies.answering(Actions.MODEL_LIST, Policies.ALLOW);
        Decision decision = point(tenant -> bundle).decide(Policies.asking("x".repeat(64 << 10)));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Unavailable.class, it -> assertThat(it.cause()).contains("longer than"));
    }

    @Test
    void a_request_that_is_no_text_is_unavailable() {
        PolicyBundle bundle = Policies.answering(Actions.MODEL_LIST, Policies.ALLOW);
        assertThat(point(tenant -> bundle).decide(Policies.asking("\ud800"))).isInstanceOf(Decision.Unavailable.class);
    }

    @Test
    void a_new_bundle_decides_from_the_next_request_on() {
        PolicyBundle open = Policies.answering(Actions.MODEL_LIST, Policies.ALLOW);
        PolicyBundle closed = Policies.answering(Actions.MODEL_LIST, Policies.DENY);
        AtomicReference<PolicyBundle> inForce = new AtomicReference<>(open);
        WasmPolicyDecisionPoint point = point(tenant -> inForce.get());
        assertThat(point.decide(Policies.listing())).isInstanceOf(Decision.Allowed.class);
        inForce.set(closed);
        assertThat(point.decide(Policies.listing())).isInstanceOf(Decision.Denied.class);
        inForce.set(open);
        assertThat(point.decide(Policies.listing())).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void warming_up_never_throws() {
        TenantId tenant = new TenantId("acme");
        point(any -> Policies.answering(Actions.MODEL_LIST, Policies.ALLOW)).warmUp(tenant);
        point(any -> PolicyBundle.of(new byte[0], new byte[0])).warmUp(tenant);
    }

    @Test
    void the_number_of_instances_is_bounded() {
        for (int instances : new int[] {0, -1, WasmPolicyDecisionPoint.MOST_INSTANCES + 1}) {
            assertThatThrownBy(() -> new WasmPolicyDecisionPoint(tenant -> Policies.scripted("{}"), instances))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("freehold.policy.instances");
        }
    }
}
