package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Label;
import java.io.IOException;
import java.nio.file.Path;

/** Port: takes what tuning made into the registry. The registry decides and records each registration itself. */
public interface Registrar {
    /**
     * Registers a masked dataset; the same bytes give the same version again.
     *
     * @param file JSON Lines; copied, never moved
     */
    DatasetVersion registerDataset(Caller caller, String name, Path file, long rows, long masked, Label label)
            throws IOException;

    /**
     * Registers a tuned adapter, or a base with every weight tuned, in state vetted: its files were written by our own
     * engine and are checked again here.
     *
     * @param folder holds {@code adapter_config.json}, {@code adapter_model.safetensors} and what the engine adds, or a whole
     *     model in Transformers layout
     * @param evaluation figures that an approver sees, as canonical JSON text
     * @param leakTest what policy weighs at the approval
     */
    ModelVersion registerAdapter(
            Caller caller, String name, Path folder, Lineage lineage, String evaluation, LeakTest leakTest)
            throws IOException;
}
