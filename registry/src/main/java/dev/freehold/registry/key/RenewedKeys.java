package dev.freehold.registry.key;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keys that callers make for themselves; each is decided by policy and recorded. */
@Singleton
class RenewedKeys implements OwnKeys {
    /** Keys that one subject may have in force: enough to change one for another while both are in use. */
    static final int MOST_IN_FORCE = 8;

    private final GovernedActions actions;
    private final Keys keys;
    private final Refresher refresher;

    RenewedKeys(GovernedActions actions, Keys keys, Refresher refresher) {
        this.actions = actions;
        this.keys = keys;
        this.refresher = refresher;
    }

    @Override
    public OwnKeys.IssuedKey issue(Caller caller) {
        UseCase useCase = caller.useCase();
        DecisionRequest.Resource resource =
                DecisionRequest.Resource.named("key", useCase == null ? "none" : useCase.id());
        return actions.perform(caller, "registry", Actions.KEY_RENEW, resource, () -> {
            if (useCase == null) {
                throw new ProblemException(
                        RegistryProblems.USE_CASE_UNKNOWN, "the key that asks belongs to no use case");
            }
            if (keys.inForce(caller.tenant(), caller.subject()) >= MOST_IN_FORCE) {
                throw new ProblemException(
                        RegistryProblems.KEYS_TOO_MANY,
                        "there are " + MOST_IN_FORCE + " keys in force for this subject");
            }
            // The port's record of the same name is what goes out.
            dev.freehold.registry.key.IssuedKey issued =
                    keys.issue(new KeyGrant(caller.tenant(), caller.subject(), Set.of(Role.APPLICATION), useCase.id()));
            refresher.changed();
            return new OwnKeys.IssuedKey(issued.id(), issued.key());
        });
    }
}
