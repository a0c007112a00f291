package dev.freehold.enforcement.decision.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.policy.PolicyBundle;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.bundle.BundleAdmission;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import dev.freehold.enforcement.decision.DecisionDocument;
import dev.freehold.enforcement.decision.NoDecisionException;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Decides in this process with the compiled bundle in force; whatever goes wrong is {@code Unavailable}, never allowed. */
public final class WasmPolicyDecisionPoint implements PolicyDecisionPoint, BundleAdmission {
    /** Most instances that one bundle may have. */
    public static final int MOST_INSTANCES = 64;

    private static final System.Logger LOG = System.getLogger(WasmPolicyDecisionPoint.class.getName());
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int ROUNDS_TO_WARM = 200;

    private final PolicyBundles bundles;
    private final LoadedPolicies policies;

    /**
     * @param instances most evaluations at a time, 1 to {@link #MOST_INSTANCES}; each instance takes some 5 MB
     */
    public WasmPolicyDecisionPoint(PolicyBundles bundles, int instances) {
        if (instances < 1 || instances > MOST_INSTANCES) {
            throw new IllegalArgumentException("freehold.policy.instances must be 1 to " + MOST_INSTANCES);
        }
        this.bundles = bundles;
        this.policies = new LoadedPolicies(instances);
    }

    @Override
    public Decision decide(DecisionRequest request) {
        try {
            return replay(request.tenant(), Json.MAPPER.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            return unavailable(newId(), "the request cannot be written as JSON", e);
        }
    }

    /**
     * Decides on a request that was written before, with the bundle in force now.
     *
     * @param recorded a decision request as JSON in UTF-8
     */
    public Decision replay(TenantId tenant, byte[] recorded) {
        String id = newId();
        if (recorded.length > LONGEST_REQUEST) {
            return new Decision.Unavailable(id, "the request is longer than " + LONGEST_REQUEST + " bytes");
        }
        try {
            PolicyBundle bundle = bundles.current(tenant);
            byte[] result = policies.poolFor(bundle).evaluate(recorded);
            return DecisionDocument.read(EvaluationResult.only(result), id, bundle.digest());
        } catch (NoDecisionException e) {
            return unavailable(id, "the policy's result is no decision: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Also what a bundle source throws that is not ours: no kind of trouble may read as "allowed".
            return unavailable(id, "policy cannot be evaluated: " + e.getMessage(), e);
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static Decision unavailable(String id, String cause, Exception trouble) {
        // One line: with policy down this is said once for each call.
        LOG.log(Level.WARNING, "decision {0} unavailable: {1}", id, cause);
        LOG.log(Level.DEBUG, "decision " + id, trouble);
        return new Decision.Unavailable(id, cause);
    }

    @Override
    public void admit(PolicyBundle bundle) throws BundleRefusedException {
        try {
            SelfTest.run(policies.poolFor(bundle), bundle.digest());
        } catch (PolicyRefusedException | PolicyTrapException e) {
            throw new BundleRefusedException(Why.CANNOT_DECIDE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Tries a bundle that is not in force and may never be, and forgets it.
     *
     * @throws BundleRefusedException as {@link #admit} does
     */
    public static void tryOut(PolicyBundle bundle) throws BundleRefusedException {
        new WasmPolicyDecisionPoint(tenant -> bundle, 1).admit(bundle);
    }

    /** Compiles the bundle in force and runs it until the JVM has compiled it too, so that no caller waits for that. */
    public void warmUp(TenantId tenant) {
        try {
            InstancePool pool = policies.poolFor(bundles.current(tenant));
            for (int round = 0; round < ROUNDS_TO_WARM; round++) {
                pool.evaluate(NOTHING);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "policy is not ready: every request is denied until a bundle can be had", e);
        }
    }
}
