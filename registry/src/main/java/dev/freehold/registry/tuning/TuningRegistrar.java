package dev.freehold.registry.tuning;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.model.ModelResources;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Takes what tuning made into the registry; each registration is decided by policy and recorded. */
@Singleton
class TuningRegistrar implements Registrar {
    private static final String FAMILY = "registry";
    private final GovernedActions actions;
    private final DatasetIntake datasets;
    private final TunedIntake tuned;

    TuningRegistrar(GovernedActions actions, DatasetIntake datasets, TunedIntake tuned) {
        this.actions = actions;
        this.datasets = datasets;
        this.tuned = tuned;
    }

    @Override
    public DatasetVersion registerDataset(Caller caller, String name, Path file, long rows, long masked, Label label)
            throws IOException {
        RegistryName.checked(name);
        Digest digest = Digest.ofFile(file);
        DecisionRequest.Resource resource =
                new DecisionRequest.Resource("dataset", name, digest, null, null, label, caller.subject());
        return unwrapped(() -> actions.perform(
                caller,
                FAMILY,
                Actions.DATASET_REGISTER,
                resource,
                () -> wrapped(() -> datasets.take(caller, name, file, digest, rows, masked, label))));
    }

    @Override
    public ModelVersion registerAdapter(
            Caller caller, String name, Path folder, Lineage lineage, String evaluation, LeakTest leakTest)
            throws IOException {
        RegistryName.checked(name);
        DecisionRequest.Resource resource = tuned.parents(caller.tenant(), lineage)
                .map(parents -> new DecisionRequest.Resource(
                        ModelResources.KIND,
                        name,
                        null,
                        ModelState.QUARANTINED.wireName(),
                        parents.base().licence(),
                        parents.label(),
                        caller.subject(),
                        leakTest.wireName()))
                .orElseGet(() -> DecisionRequest.Resource.named(ModelResources.KIND, name));
        return unwrapped(() -> actions.perform(
                caller,
                FAMILY,
                Actions.MODEL_REGISTER,
                resource,
                () -> wrapped(() -> tuned.take(caller, name, folder, lineage, evaluation, leakTest))));
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T wrapped(Reading<T> work) {
        try {
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T unwrapped(Supplier<T> work) throws IOException {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
