package dev.freehold.enforcement.decision.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import dev.freehold.enforcement.decision.DecisionDocument;
import dev.freehold.enforcement.decision.NoDecisionException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Requests that no policy may allow, decided before a bundle is in force: a policy that cannot say no to these says it to
 * nobody. They also make the JVM compile the module, so that the first caller does not wait for that.
 */
final class SelfTest {
    private static final int ROUNDS = 50;
    private static final List<byte[]> REFUSED_TO_EVERYBODY = List.of(
            "{}".getBytes(StandardCharsets.UTF_8),
            "[]".getBytes(StandardCharsets.UTF_8),
            asked("self-test.nothing", List.of(Role.values())),
            asked(Actions.MODEL_APPROVE, List.of()),
            asked(Actions.MODEL_CHAT, Arrays.asList(Role.values())));

    private SelfTest() {}

    /** A request without a use case, on something that has nothing but a name. */
    private static byte[] asked(String action, List<Role> roles) {
        try {
            return Json.MAPPER.writeValueAsBytes(new DecisionRequest(
                    DecisionRequest.SCHEMA,
                    Instant.EPOCH,
                    new TenantId("self-test"),
                    new DecisionRequest.Subject("self-test", "self-test", roles),
                    action,
                    DecisionRequest.Resource.named("policy", "self-test"),
                    null,
                    List.of(),
                    0));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is always JSON", e);
        }
    }

    /**
     * Runs the test.
     *
     * @throws BundleRefusedException if a request is allowed, or gets no whole decision
     * @throws PolicyTrapException if the policy traps
     */
    static void run(InstancePool pool, Digest bundle) throws BundleRefusedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] request : REFUSED_TO_EVERYBODY) {
                requireDenied(pool.evaluate(request), bundle);
            }
        }
    }

    private static void requireDenied(byte[] result, Digest bundle) throws BundleRefusedException {
        try {
            Decision decision = DecisionDocument.read(EvaluationResult.only(result), "self-test", bundle);
            if (decision instanceof Decision.Denied) {
                return;
            }
        } catch (NoDecisionException e) {
            throw new BundleRefusedException(
                    Why.CANNOT_DECIDE, "the policy gave no decision in its self-test: " + e.getMessage(), e);
        }
        throw new BundleRefusedException(
                Why.CANNOT_DECIDE, "the policy allowed in its self-test what everybody must be refused");
    }
}
