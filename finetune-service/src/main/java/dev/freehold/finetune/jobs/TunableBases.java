package dev.freehold.finetune.jobs;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.run.BaseTraits;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.TrainingEngine;
import dev.freehold.finetune.run.TunedWeights;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The bases that jobs can name, and why a job does not suit one. */
@Singleton
class TunableBases {
    private static final System.Logger LOG = System.getLogger(TunableBases.class.getName());

    private final ModelCatalogue catalogue;
    private final ModelArtifacts artifacts;
    private final TrainingEngine engine;
    private final RunSettings settings;

    TunableBases(ModelCatalogue catalogue, ModelArtifacts artifacts, TrainingEngine engine, RunSettings settings) {
        this.catalogue = catalogue;
        this.artifacts = artifacts;
        this.engine = engine;
        this.settings = settings;
    }

    /** What a name stands for, whether it can be tuned or not. */
    Optional<ModelVersion> named(TenantId tenant, String name) {
        return catalogue.resolve(tenant, name) instanceof Resolution.Resolved resolved
                ? Optional.of(resolved.version())
                : Optional.empty();
    }

    /**
     * The base that a name stands for.
     *
     * @throws ProblemException if it cannot be tuned on such rows
     */
    ModelVersion tunable(TenantId tenant, String name, RowKind kind) {
        Resolution resolution = catalogue.resolve(tenant, name);
        if (resolution instanceof Resolution.Unavailable unavailable) {
            throw new ProblemException(FinetuneProblems.REGISTRY_UNAVAILABLE, unavailable.reason());
        }
        if (!(resolution instanceof Resolution.Resolved resolved)) {
            throw notTunable("No model has this name.");
        }
        ModelVersion base = resolved.version();
        fault(base, kind).ifPresent(sentence -> {
            throw notTunable(sentence);
        });
        return base;
    }

    /**
     * Holds a job against its base's files.
     *
     * @param rows datasets by the member of the request that names their file
     * @throws ProblemException if every weight is to be tuned and they are too many for that, or a row spells a special
     *     token of the base's tokenizer
     */
    void check(ModelVersion base, TunedWeights tuned, SortedMap<String, Digest> rows) {
        try {
            BaseTraits traits = engine.traits(artifacts.model(base.tenant(), base.digest()));
            checkSize(base, traits, tuned);
            SpelledTokens spelled = new SpelledTokens(base.name(), traits);
            for (Map.Entry<String, Digest> file : rows.entrySet()) {
                spelled.look(file.getKey(), artifacts.dataset(base.tenant(), file.getValue()));
            }
            if (spelled.total() > 0) {
                throw JobRequest.refused(spelled.errors(), spelled.total());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "files of " + base.digest() + " or of rows cannot be had", e);
            throw new ProblemException(
                    FinetuneProblems.REGISTRY_UNAVAILABLE,
                    "The files of the base model or of the rows cannot be had from the registry.");
        }
    }

    private void checkSize(ModelVersion base, BaseTraits traits, TunedWeights tuned) {
        if (tuned == TunedWeights.FULL && traits.weights() > settings.fullWeights()) {
            throw notTunable(String.format(
                    Locale.ROOT,
                    "%s has %,d weights; every one of them can be tuned where there are at most %,d"
                            + " (freehold.finetune.run.full-weights). Leave tuned_weights out to tune an adapter.",
                    base.name(),
                    traits.weights(),
                    settings.fullWeights()));
        }
    }

    private static Optional<String> fault(ModelVersion base, RowKind kind) {
        if (base.kind() != ModelKind.BASE) {
            return Optional.of(base.name() + " is an adapter, not a base model.");
        }
        if (base.state() != ModelState.APPROVED) {
            return Optional.of(base.name() + " is " + base.state().wireName() + ", not approved.");
        }
        return base.tasks().contains(kind.task())
                ? Optional.empty()
                : Optional.of("The training file holds " + kind.wireName() + " rows, which need a base with the task "
                        + kind.task() + "; " + base.name() + " has " + String.join(", ", base.tasks()) + ".");
    }

    private static ProblemException notTunable(String sentence) {
        return new ProblemException(FinetuneProblems.MODEL_NOT_TUNABLE, sentence);
    }
}
