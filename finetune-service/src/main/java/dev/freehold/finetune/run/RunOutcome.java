package dev.freehold.finetune.run;

import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.evaluation.Figures;
import java.nio.file.Path;

/** What became of a run. */
public sealed interface RunOutcome {
    /**
     * The adapter lies in its folder, measured, ready to be registered.
     *
     * @param seconds wall clock of the whole run
     */
    record Trained(Path adapter, Lineage lineage, Figures figures, Tuned tuned, double seconds) implements RunOutcome {}

    /** The run ended of itself, without an adapter. */
    record Broke(Failure failure) implements RunOutcome {}

    /** The run was ended from outside. */
    record Stopped(StopSignal.Cause cause) implements RunOutcome {}
}
