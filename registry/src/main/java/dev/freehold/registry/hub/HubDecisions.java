package dev.freehold.registry.hub;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.registry.model.ModelResources;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** Has policy decide what a client of the Hub asks for, and words a denial so that the client shows it. */
@Singleton
class HubDecisions {
    private static final String FAMILY = "registry";
    private final PolicyDecisionPoint policy;
    private final DecisionRequests requests;
    private final GovernedActions actions;

    HubDecisions(PolicyDecisionPoint policy, DecisionRequests requests, GovernedActions actions) {
        this.policy = policy;
        this.requests = requests;
        this.actions = actions;
    }

    /** Decides, and records only if it is denied: for what shows no more than that a model is there. */
    void weigh(Caller caller, String action, ModelVersion version) {
        weigh(caller, action, ModelResources.of(version), version.state());
    }

    /** As for one model, for all of them. */
    void weighAll(Caller caller, String action) {
        weigh(caller, action, DecisionRequest.Resource.named(ModelResources.KIND, "*"), ModelState.APPROVED);
    }

    private void weigh(Caller caller, String action, DecisionRequest.Resource resource, ModelState state) {
        Decision decision = policy.decide(requests.of(caller, action, resource, List.of(), 0));
        if (!(decision instanceof Decision.Allowed)) {
            // Decided once more, on the way that leaves a record.
            perform(caller, action, resource, state, () -> true);
        }
    }

    /** Decides, records and does it. */
    <T> T perform(Caller caller, String action, ModelVersion version, Supplier<T> work) {
        return perform(caller, action, ModelResources.of(version), version.state(), work);
    }

    private <T> T perform(
            Caller caller, String action, DecisionRequest.Resource resource, ModelState state, Supplier<T> work) {
        try {
            return actions.perform(caller, FAMILY, action, resource, work);
        } catch (ProblemException e) {
            if (e.problem().decisionId() == null) {
                throw HubRefusal.plain(e.problem().status(), e.problem().detail());
            }
            String reasons = HubRefusal.reasons(e.problem());
            throw state == ModelState.REVOKED ? HubRefusal.noRevision(reasons) : HubRefusal.denied(reasons);
        }
    }
}
