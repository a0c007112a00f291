package dev.freehold.policy.release;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.bundle.BundleAdmission;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.problem.PolicyProblems;
import dev.freehold.policy.signing.Signer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Publishes versions and puts them in force, each as an action that policy itself decides and the log records. */
@ApplicationScoped
public class PolicyReleases {
    private static final System.Logger LOG = System.getLogger(PolicyReleases.class.getName());
    private static final String FAMILY = "policy";

    private final PolicyStore store;
    private final Signer signer;
    private final GovernedActions actions;
    private final BundleAdmission admission;
    private final OwnReleases own;

    PolicyReleases(
            PolicyStore store, Signer signer, GovernedActions actions, BundleAdmission admission, OwnReleases own) {
        this.store = store;
        this.signer = signer;
        this.actions = actions;
        this.admission = admission;
        this.own = own;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Publishes a version: built and tried, kept, in force for nobody.
     *
     * @param name that its authors give it
     * @param built makes it, once policy has allowed that
     */
    public VersionDraft publish(Caller caller, String name, Supplier<VersionDraft> built) {
        return actions.perform(
                caller,
                FAMILY,
                Actions.POLICY_PUBLISH,
                Resource.named("policy", name),
                () -> tried(caller, built.get()),
                version -> facts(Map.of("version", version.digest().value())));
    }

    private VersionDraft tried(Caller caller, VersionDraft version) {
        try {
            WasmPolicyDecisionPoint.tryOut(version.bundle());
        } catch (BundleRefusedException e) {
            throw refused(e);
        }
        if (!kept(() -> store.of(caller.tenant()).keep(version, caller.subject()))) {
            throw new ProblemException(
                    PolicyProblems.VERSIONS_FULL, "There are " + TenantPolicy.MOST_VERSIONS + " versions.");
        }
        // A tenant that is new here: what decides for it meanwhile is served too.
        kept(() -> own.settle(caller.tenant()));
        return version;
    }

    /**
     * Puts a version in force, a new one or one from before.
     *
     * @throws ProblemException 404 where there is no such version
     */
    public ReleaseRecord activate(Caller caller, Digest digest) {
        TenantPolicy policy = kept(() -> store.of(caller.tenant()));
        VersionDraft version = kept(() -> policy.find(digest))
                .orElseThrow(() -> new ProblemException(PolicyProblems.VERSION_UNKNOWN, "No version has this digest."));
        String publisher = kept(() -> policy.publisher(digest));
        String state = version.origin().name().toLowerCase(Locale.ROOT);
        Resource resource = new Resource("policy", version.manifest().revision(), digest, state, null, null, publisher);
        Function<ReleaseRecord, SortedMap<String, String>> facts =
                release -> facts(Map.of("version", digest.value(), "release", String.valueOf(release.number())));
        return actions.perform(
                caller, FAMILY, Actions.POLICY_ACTIVATE, resource, () -> activated(policy, version), facts);
    }

    private ReleaseRecord activated(TenantPolicy policy, VersionDraft version) {
        try {
            // So that no call of this process waits until it is compiled.
            admission.admit(version.bundle());
        } catch (BundleRefusedException e) {
            throw refused(e);
        }
        return kept(() -> policy.activate(version, signer.get())).release();
    }

    public List<VersionDraft> versions(Caller caller) {
        return read(caller, "versions", () -> store.of(caller.tenant()).versions());
    }

    public List<ReleaseRecord> history(Caller caller, int most) {
        return read(caller, "releases", () -> store.of(caller.tenant()).history(most));
    }

    private <T> T read(Caller caller, String what, Reading<T> reading) {
        return actions.perform(
                caller, FAMILY, Actions.POLICY_READ, Resource.named("policy", what), () -> kept(reading));
    }

    private static SortedMap<String, String> facts(Map<String, String> facts) {
        return new TreeMap<>(facts);
    }

    private static ProblemException refused(BundleRefusedException e) {
        ProblemException problem = new ProblemException(PolicyProblems.REGO_REFUSED, e.getMessage() + ".");
        problem.initCause(e);
        return problem;
    }

    private static <T> T kept(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.ERROR, "policy versions: {0}", e.getMessage());
            ProblemException problem =
                    new ProblemException(PolicyProblems.STORE_UNAVAILABLE, "The folder of versions does not serve.");
            problem.initCause(e);
            throw problem;
        }
    }
}
