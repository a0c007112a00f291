package dev.freehold.registry.importing;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelResources;
import dev.freehold.registry.model.ModelVersions;
import jakarta.inject.Singleton;

/** Looks at what came in, in the name of whoever brought it; policy decides whether it may be vetted, and the trail shows how it went. */
@Singleton
class ImportVetting {
    private static final String FAMILY = "registry";
    private final GovernedActions actions;
    private final ModelVersions versions;
    private final Refresher refresher;

    ImportVetting(GovernedActions actions, ModelVersions versions, Refresher refresher) {
        this.actions = actions;
        this.versions = versions;
        this.refresher = refresher;
    }

    /**
     * Vets a version in quarantine.
     *
     * @throws ProblemException if policy denies it or the files or figures do not hold up; it stays in quarantine then
     */
    ModelVersion vet(ImportOrder order, Lifecycle.Quarantined quarantined, Candidate candidate) {
        DecisionRequest.Resource resource = ModelResources.of(quarantined.version());
        return actions.perform(order.caller(), FAMILY, Actions.MODEL_VET, resource, () -> {
            Lifecycle.Vetted vetted = quarantined.vet(candidate.evaluated());
            versions.save(vetted);
            refresher.changed();
            return vetted.version();
        });
    }

    /** Records that an import brought no version at all; whatever hinders that is told with the reason, not in its place. */
    void recordFailure(ImportOrder order, ProblemException why) {
        DecisionRequest.Resource resource = DecisionRequest.Resource.named(ModelResources.KIND, order.name());
        try {
            actions.perform(order.caller(), FAMILY, Actions.MODEL_VET, resource, () -> {
                throw why;
            });
        } catch (ProblemException recorded) {
            if (recorded != why) {
                why.addSuppressed(recorded);
            }
        }
    }
}
