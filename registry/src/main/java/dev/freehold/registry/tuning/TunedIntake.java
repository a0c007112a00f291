package dev.freehold.registry.tuning;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.memory.Refresher;
import dev.freehold.registry.model.Evaluation;
import dev.freehold.registry.model.Lifecycle;
import dev.freehold.registry.model.ModelIntake;
import dev.freehold.registry.model.ModelVersions;
import dev.freehold.registry.problem.RegistryProblems;
import dev.freehold.registry.vetting.ModelSizes;
import dev.freehold.registry.vetting.Refused;
import dev.freehold.registry.vetting.VersionFiles;
import dev.freehold.registry.vetting.Weights;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes in what was tuned, adapters and whole models, under the label that their base and their dataset give them. */
@Singleton
class TunedIntake {
    private static final String ADAPTER = "adapter_config.json";
    private static final Set<String> WRITING = Set.of("chat", "completions");
    private final ModelIntake intake;
    private final ModelVersions versions;
    private final Datasets datasets;
    private final Refresher refresher;

    TunedIntake(ModelIntake intake, ModelVersions versions, Datasets datasets, Refresher refresher) {
        this.intake = intake;
        this.versions = versions;
        this.datasets = datasets;
        this.refresher = refresher;
    }

    /** What was tuned, and on what. */
    record Parents(ModelVersion base, DatasetVersion dataset) {
        Label label() {
            return base.label().join(dataset.label());
        }

        /** What is tuned on a base that writes text writes text; on any other it is a classifier's head. */
        List<String> tasks() {
            return writes() ? List.copyOf(WRITING) : List.of("classify");
        }

        boolean writes() {
            return base.tasks().stream().anyMatch(WRITING::contains);
        }
    }

    Optional<Parents> parents(TenantId tenant, Lineage lineage) {
        return versions.find(tenant, lineage.base())
                .flatMap(base ->
                        datasets.find(tenant, lineage.dataset()).map(dataset -> new Parents(base.version(), dataset)));
    }

    ModelVersion take(Caller caller, String name, Path folder, Lineage lineage, String figures, LeakTest claimed)
            throws IOException {
        Parents parents = checkedParents(caller.tenant(), lineage);
        LeakTest leakTest = weighed(claimed, parents);
        Evaluation evaluation = evaluation(figures);
        ModelKind kind = checkedFiles(folder, parents);
        Lifecycle taken = intake.take(
                new ModelIntake.Provenance(
                        caller.tenant(),
                        name,
                        kind,
                        parents.tasks(),
                        parents.base().licence(),
                        parents.label(),
                        caller.subject(),
                        lineage,
                        leakTest),
                folder);
        // The same bytes again find the version where it stands by now.
        ModelVersion version = taken.version();
        if (version.leakTest() != leakTest) {
            throw new ProblemException(
                    RegistryProblems.TAKEN,
                    "the same files are registered with the leak test "
                            + version.leakTest().wireName());
        }
        if (taken instanceof Lifecycle.Quarantined quarantined) {
            Lifecycle.Vetted vetted = quarantined.vet(evaluation);
            versions.save(vetted);
            version = vetted.version();
        }
        refresher.changed();
        return version;
    }

    /** An adapter, or whole weights of the base's own family and sizes. */
    private static ModelKind checkedFiles(Path folder, Parents parents) throws IOException {
        try {
            if (Files.exists(folder.resolve(ADAPTER))) {
                VersionFiles.adapter(folder);
                return ModelKind.ADAPTER;
            }
            Weights weights = VersionFiles.base(folder);
            ModelSizes sizes = ModelSizes.ofTuned(folder);
            sizes.check(weights);
            if (sizes.encoder() == parents.writes()) {
                throw new Refused("config.json names " + sizes.modelType() + ", which is not the base's family");
            }
            return ModelKind.BASE;
        } catch (Refused e) {
            throw new ProblemException(RegistryProblems.NOT_VETTED, e.reason());
        }
    }

    /** What writes text can recite: that a leak test does not apply to it is not believed. */
    private static LeakTest weighed(LeakTest claimed, Parents parents) {
        return claimed == LeakTest.NOT_APPLICABLE && parents.writes() ? LeakTest.NOT_RUN : claimed;
    }

    private Parents checkedParents(TenantId tenant, Lineage lineage) {
        Lifecycle base = versions.find(tenant, lineage.base())
                .orElseThrow(() -> new ProblemException(
                        RegistryProblems.MODEL_UNKNOWN, "the base " + lineage.base() + " is not registered"));
        DatasetVersion dataset = datasets.find(tenant, lineage.dataset())
                .orElseThrow(() -> new ProblemException(
                        RegistryProblems.DATASET_UNKNOWN, "the dataset " + lineage.dataset() + " is not registered"));
        boolean usable = base instanceof Lifecycle.Approved || base instanceof Lifecycle.Retired;
        if (!usable || base.version().kind() != ModelKind.BASE) {
            throw new ProblemException(
                    RegistryProblems.ILLEGAL_MOVE,
                    "tuning needs a base of whole weights that was approved; this one is "
                            + base.version().kind().wireName() + " and "
                            + base.version().state().wireName());
        }
        return new Parents(base.version(), dataset);
    }

    private static Evaluation evaluation(String figures) {
        try {
            return new Evaluation(figures);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    RegistryProblems.BODY,
                    "the evaluation is no JSON object whose numbers are whole: " + e.getMessage());
        }
    }
}
