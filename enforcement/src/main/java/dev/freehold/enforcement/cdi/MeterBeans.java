package dev.freehold.enforcement.cdi;

import dev.freehold.enforcement.bundle.http.BundleFollower;
import dev.freehold.enforcement.recording.RecorderHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;

/** Shows the state of recording and of policy where the process has a registry of meters. */
@ApplicationScoped
public class MeterBeans {
    void show(
            @Observes Startup started,
            Instance<MeterRegistry> registries,
            RecorderHealth recorder,
            PolicyEngine engine) {
        if (!registries.isResolvable()) {
            return;
        }
        MeterRegistry registry = registries.get();
        Gauge.builder("freehold_wal_backlog", recorder, it -> it.report().backlog())
                .description("Records of this process that no checkpoint of the ledger covers yet")
                .register(registry);
        Gauge.builder("freehold_recording", recorder, it -> it.report().ok() ? 1 : 0)
                .description("1 while events are recorded, 0 while they are refused")
                .register(registry);
        engine.follower().ifPresent(follower -> show(registry, follower));
    }

    private static void show(MeterRegistry registry, BundleFollower follower) {
        Gauge.builder("freehold_policy_bundle_age", follower, MeterBeans::seconds)
                .description("Time since the release in force was last confirmed; NaN while there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("freehold_policy_bundle_release", follower, BundleFollower::number)
                .description("Number of the release in force; 0 while there is none")
                .register(registry);
    }

    private static double seconds(BundleFollower follower) {
        return follower.age()
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElse(Double.NaN);
    }
}
