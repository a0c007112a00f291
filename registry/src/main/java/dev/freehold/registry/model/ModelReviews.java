package dev.freehold.registry.model;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** What people decide about versions; each decision is itself decided by policy and recorded. */
@Singleton
class ModelReviews {
    private static final String FAMILY = "registry";
    private final GovernedActions actions;
    private final ModelVersions versions;
    private final Refresher refresher;

    ModelReviews(GovernedActions actions, ModelVersions versions, Refresher refresher) {
        this.actions = actions;
        this.versions = versions;
        this.refresher = refresher;
    }

    /** Approves a vetted version and lets its name mean it. */
    ModelVersion approve(Caller caller, String name, Digest digest) {
        return decided(caller, Actions.MODEL_APPROVE, name, digest, found -> {
            if (!(found instanceof Lifecycle.Vetted vetted)) {
                throw illegal(found, "approved");
            }
            Lifecycle.Approved approved = vetted.approve(caller.subject());
            versions.save(approved, caller.subject());
            return approved.version();
        });
    }

    /** Takes an approved version out of use; a name that meant it means the approved one before it again. */
    ModelVersion retire(Caller caller, String name, Digest digest) {
        return decided(caller, Actions.MODEL_REVOKE, name, digest, found -> {
            if (!(found instanceof Lifecycle.Approved approved)) {
                throw illegal(found, "retired");
            }
            Lifecycle.Retired retired = approved.retire();
            versions.save(retired, caller.subject());
            return retired.version();
        });
    }

    /** Makes a name mean another approved version, forwards or back. */
    ModelVersion name(Caller caller, String name, Digest digest) {
        return decided(caller, Actions.ALIAS_MOVE, name, digest, found -> {
            if (!(found instanceof Lifecycle.Approved approved)) {
                throw illegal(found, "what the name means");
            }
            versions.name(approved, caller.subject());
            return approved.version();
        });
    }

    ModelVersion revoke(Caller caller, String name, Digest digest) {
        return decided(caller, Actions.MODEL_REVOKE, name, digest, found -> {
            if (!(found instanceof Lifecycle.Live live)) {
                throw illegal(found, "revoked");
            }
            Lifecycle.Revoked revoked = live.revoke();
            versions.save(revoked, caller.subject());
            return revoked.version();
        });
    }

    private ModelVersion decided(
            Caller caller, String action, String name, Digest digest, Function<Lifecycle, ModelVersion> work) {
        Optional<Lifecycle> found = versions.find(caller.tenant(), digest)
                .filter(lifecycle -> lifecycle.version().name().equals(name));
        DecisionRequest.Resource resource = found.map(lifecycle -> ModelResources.of(lifecycle.version()))
                .orElseGet(() -> DecisionRequest.Resource.named(ModelResources.KIND, name));
        return actions.perform(caller, FAMILY, action, resource, () -> {
            ModelVersion moved = work.apply(found.orElseThrow(() -> new ProblemException(
                    RegistryProblems.MODEL_UNKNOWN, "there is no version " + digest + " of " + name)));
            refresher.changed();
            return moved;
        });
    }

    private static ProblemException illegal(Lifecycle found, String wanted) {
        return new ProblemException(
                RegistryProblems.ILLEGAL_MOVE,
                "the version is " + found.version().state().wireName() + " and cannot become " + wanted);
    }
}
