package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the decision point to whoever has policy bundles in this process; nobody having any denies everything. */
@ApplicationScoped
public class DecisionBeans {
    private static final int MOST_BY_DEFAULT = 8;

    @Produces
    @Singleton
    PolicyDecisionPoint decisionPoint(
            Instance<PolicyBundles> bundles,
            @ConfigProperty(name = "freehold.policy.instances") Optional<Integer> size) {
        return new WasmPolicyDecisionPoint(
                tenant -> source(bundles).current(tenant), size.orElseGet(DecisionBeans::size));
    }

    private static PolicyBundles source(Instance<PolicyBundles> bundles) {
        if (!bundles.isResolvable()) {
            throw new UncheckedIOException(new IOException("no one source of policy bundles in this process"));
        }
        return bundles.get();
    }

    private static int size() {
        return Math.min(MOST_BY_DEFAULT, 2 * Runtime.getRuntime().availableProcessors());
    }

    /** Off the start's own thread: a service is up before its policy is warm, and its first caller finds it compiled. */
    void warmUp(
            @Observes Startup started,
            PolicyDecisionPoint point,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        if (point instanceof WasmPolicyDecisionPoint wasm) {
            Thread thread = new Thread(() -> wasm.warmUp(new TenantId(tenant)), "policy-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
