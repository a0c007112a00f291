package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.bundle.BundleAdmission;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.metrics.TimedDecisions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the decision point to whoever has policy for this process; nobody having any denies everything. */
@ApplicationScoped
public class DecisionBeans {
    @Produces
    @Singleton
    PolicyEngine engine(Config config, Instance<PolicyBundles> bundles, Clock clock) {
        return PolicyEngine.of(config, tenant -> source(bundles).current(tenant), clock);
    }

    @Produces
    @Singleton
    @Typed(PolicyDecisionPoint.class)
    PolicyDecisionPoint decisionPoint(PolicyEngine engine, Instance<MeterRegistry> registries) {
        return registries.isResolvable() ? new TimedDecisions(engine.point(), registries.get()) : engine.point();
    }

    /** Where an OPA server decides, this process readies no bundle. */
    @Produces
    @Singleton
    BundleAdmission admission(PolicyEngine engine) {
        return engine.point() instanceof BundleAdmission ready ? ready : bundle -> {};
    }

    private static PolicyBundles source(Instance<PolicyBundles> bundles) {
        if (!bundles.isResolvable()) {
            throw new UncheckedIOException(new IOException("no one source of policy bundles in this process"));
        }
        return bundles.get();
    }

    void start(
            @Observes Startup started,
            PolicyEngine engine,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String tenant) {
        engine.start(new TenantId(tenant));
    }

    void close(@Disposes PolicyEngine engine) {
        engine.close();
    }
}
