package dev.freehold.registry.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelResources;
import dev.freehold.registry.model.ModelVersions;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.vetting.Refused;
import dev.freehold.registry.vetting.VersionFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/** Looks at what came in, in the name of whoever brought it; policy decides whether it may be vetted, and the trail shows how it went. */
@Singleton
class ImportVetting {
    /** Below this, the converted model is another model. */
    static final double LEAST_COSINE = 0.9999;

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
    ModelVersion vet(ImportOrder order, Lifecycle.Quarantined quarantined, ModelConversion.Figures figures) {
        DecisionRequest.Resource resource = ModelResources.of(quarantined.version());
        return actions.perform(order.caller(), FAMILY, Actions.MODEL_VET, resource, () -> {
            Lifecycle.Vetted vetted = quarantined.vet(evaluated(order, figures));
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

    private static Evaluation evaluated(ImportOrder order, ModelConversion.Figures figures) {
        int tensors = checkedFiles(order.converted());
        if (!(figures.minimumCosine() >= LEAST_COSINE)) {
            throw new ProblemException(
                    RegistryProblems.NOT_VETTED,
                    "the smallest cosine between the original and the converted model is "
                            + text(figures.minimumCosine()) + " and must be at least " + LEAST_COSINE);
        }
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("minimum_cosine", text(figures.minimumCosine()))
                .put("sentences", figures.sentences())
                .put("parameters", figures.parameters())
                .put("tensors", tensors)
                .put("layers", figures.layers())
                .put("hidden", figures.hidden())
                .put("licence", order.licence());
        return new Evaluation(json.toString());
    }

    private static int checkedFiles(Path folder) {
        try {
            return VersionFiles.base(folder);
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(double cosine) {
        return String.format(Locale.ROOT, "%.9f", cosine);
    }
}
