package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.bundle.http.BundleFollower;
import dev.freehold.enforcement.bundle.http.BundleSettings;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.decision.opa.OpaPolicyDecisionPoint;
import dev.freehold.enforcement.decision.opa.OpaSettings;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Who decides in this process, by configuration: the bundle of this process, one that is followed over the network, or an OPA
 * server. One of them is chosen at the start; none ever stands in for another.
 */
public final class PolicyEngine implements AutoCloseable {
    private static final String ENGINE = "freehold.policy.engine";
    private static final String BUNDLE_URL = "freehold.policy.bundle.url";
    private static final String BUNDLE_KEY = "freehold.policy.bundle.key";
    private static final String OPA_URL = "freehold.policy.opa.url";
    private static final int MOST_BY_DEFAULT = 8;

    private final PolicyDecisionPoint point;
    private final Optional<BundleFollower> follower;

    private PolicyEngine(PolicyDecisionPoint point, Optional<BundleFollower> follower) {
        this.point = point;
        this.follower = follower;
    }

    /**
     * Makes the engine that configuration asks for.
     *
     * @param own the bundles of this process
     * @throws IllegalArgumentException if a setting is out of its bound; the message names it
     * @throws UncheckedIOException if the keys that are trusted cannot be read
     */
    static PolicyEngine of(Config config, PolicyBundles own, InstantSource clock) {
        String engine = text(config, ENGINE).orElse("wasm");
        Optional<String> address = text(config, BUNDLE_URL);
        if (engine.equals("opa")) {
            if (address.isPresent()) {
                throw new IllegalArgumentException(
                        BUNDLE_URL + " is for the engine wasm: an OPA server takes its bundles itself");
            }
            return new PolicyEngine(new OpaPolicyDecisionPoint(opa(config)), Optional.empty());
        }
        if (!engine.equals("wasm")) {
            throw new IllegalArgumentException(ENGINE + " is wasm or opa");
        }
        if (address.isEmpty()) {
            return new PolicyEngine(new WasmPolicyDecisionPoint(own, instances(config)), Optional.empty());
        }
        return following(bundles(config, address.get()), instances(config), clock);
    }

    private static PolicyEngine following(BundleSettings settings, int instances, InstantSource clock) {
        try {
            BundleFollower follower = new BundleFollower(settings, clock);
            return new PolicyEngine(new WasmPolicyDecisionPoint(follower, instances), Optional.of(follower));
        } catch (IOException e) {
            throw new UncheckedIOException(BUNDLE_KEY + ": " + e.getMessage(), e);
        }
    }

    private static OpaSettings opa(Config config) {
        String server = text(config, OPA_URL)
                .orElseThrow(() -> new IllegalArgumentException(OPA_URL + " is missing: the engine opa asks a server"));
        return new OpaSettings(
                uri(OPA_URL, server),
                text(config, "freehold.policy.opa.bundle").orElse("freehold"),
                config.getOptionalValue("freehold.policy.opa.timeout", Duration.class)
                        .orElse(Duration.ofSeconds(1)),
                text(config, "freehold.policy.opa.token"));
    }

    private static BundleSettings bundles(Config config, String address) {
        Path directory = text(config, "freehold.policy.bundle.directory")
                .map(Path::of)
                .orElseGet(() -> EnforcementBeans.home(config)
                        .resolve("bundle")
                        .resolve(text(config, "freehold.source").orElse("node-1")));
        return new BundleSettings(
                new TenantId(text(config, "freehold.tenant").orElse("default")),
                uri(BUNDLE_URL, address),
                Path.of(text(config, BUNDLE_KEY)
                        .orElseThrow(() -> new IllegalArgumentException(
                                BUNDLE_KEY + " is missing: name the file with the policy service's public key"))),
                directory,
                duration(config, "freehold.policy.bundle.max-age", Duration.ofHours(1)),
                duration(config, "freehold.policy.bundle.wait", Duration.ofSeconds(30)),
                duration(config, "freehold.policy.bundle.pause", Duration.ofSeconds(2)));
    }

    private static int instances(Config config) {
        return config.getOptionalValue("freehold.policy.instances", Integer.class)
                .orElseGet(
                        () -> Math.min(MOST_BY_DEFAULT, 2 * Runtime.getRuntime().availableProcessors()));
    }

    private static Optional<String> text(Config config, String key) {
        return config.getOptionalValue(key, String.class);
    }

    private static Duration duration(Config config, String key, Duration otherwise) {
        return config.getOptionalValue(key, Duration.class).orElse(otherwise);
    }

    private static URI uri(String key, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is no address", e);
        }
    }

    /** Begins to follow, or to compile the bundle that is here already. */
    void start(TenantId tenant) {
        if (!(point instanceof WasmPolicyDecisionPoint wasm)) {
            return;
        }
        if (follower.isPresent()) {
            try {
                follower.get().start(wasm);
            } catch (IOException e) {
                throw new UncheckedIOException("policy bundles cannot be followed: " + e.getMessage(), e);
            }
        } else {
            // Off the start's own thread: a service is up before its policy is warm.
            Thread thread = new Thread(() -> wasm.warmUp(tenant), "policy-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    public PolicyDecisionPoint point() {
        return point;
    }

    /** The bundle that is followed, if one is. */
    public Optional<BundleFollower> follower() {
        return follower;
    }

    @Override
    public void close() {
        follower.ifPresent(BundleFollower::close);
    }
}
