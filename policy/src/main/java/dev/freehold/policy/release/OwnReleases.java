package dev.freehold.policy.release;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.HouseActions;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.policy.signing.Signer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Puts what came with the platform in force where it decides and is no release yet: at a first start, and at one after an
 * upgrade. That is the {@linkplain HouseActions house's own act}, on record under the actor {@code platform}, and happens before
 * anybody can be served a release.
 */
@ApplicationScoped
public class OwnReleases {
    static final String ACTOR = "platform";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(OwnReleases.class.getName());

    private final PolicyStore store;
    private final Signer signer;
    private final HouseActions actions;
    private final TenantId own;
    private @Nullable Thread starting;

    OwnReleases(
            PolicyStore store,
            Signer signer,
            HouseActions actions,
            @ConfigProperty(name = "freehold.tenant", defaultValue = "default") String own) {
        this.store = store;
        this.signer = signer;
        this.actions = actions;
        this.own = new TenantId(own);
    }

    /** Off the start's own thread, again and again: the log may not be there yet. */
    void start(@Observes Startup started) {
        Thread thread = new Thread(this::settleAll, "policy-own-releases");
        thread.setDaemon(true);
        starting = thread;
        thread.start();
    }

    @PreDestroy
    void stop() {
        if (starting != null) {
            starting.interrupt();
        }
    }

    private void settleAll() {
        Set<TenantId> left = new TreeSet<>((one, other) -> one.value().compareTo(other.value()));
        left.add(own);
        try {
            left.addAll(store.tenants());
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the tenants whose policy is kept cannot be told: {0}", e.getMessage());
        }
        String said = "";
        while (!left.isEmpty()) {
            String trouble = "";
            for (TenantId tenant : Set.copyOf(left)) {
                try {
                    settle(tenant);
                    left.remove(tenant);
                } catch (IOException | UncheckedIOException | ProblemException | RecordingUnavailable e) {
                    trouble = "the policy of " + tenant + " is not served yet: " + e.getMessage();
                }
            }
            if (!trouble.isEmpty() && !trouble.equals(said)) {
                LOG.log(Level.WARNING, trouble);
                said = trouble;
            }
            if (!left.isEmpty() && !paused()) {
                return;
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Makes what decides for a tenant a release that is served.
     *
     * @return the release
     * @throws RecordingUnavailable if that cannot be recorded; the release before is served still
     */
    ReleaseRecord settle(TenantId tenant) throws IOException {
        TenantPolicy policy = store.of(tenant);
        synchronized (policy) {
            if (!policy.released()) {
                VersionDraft version = policy.inForce();
                AuditEvent.Subject subject =
                        new AuditEvent.Subject("policy", version.manifest().revision(), version.digest(), "shipped");
                return actions.perform(
                        new HouseActions.Act(tenant, ACTOR, "policy", Actions.POLICY_ACTIVATE, subject, null),
                        () -> activated(policy, version),
                        release -> Ending.ok()
                                .with(new TreeMap<>(Map.of(
                                        "version",
                                        version.digest().value(),
                                        "release",
                                        String.valueOf(release.number())))));
            }
            return policy.ready(signer.get()).release();
        }
    }

    private ReleaseRecord activated(TenantPolicy policy, VersionDraft version) {
        try {
            return policy.activate(version, signer.get()).release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
