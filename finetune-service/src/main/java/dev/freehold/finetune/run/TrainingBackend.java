package dev.freehold.finetune.run;

import java.nio.file.Path;
import java.util.Set;

/** Port: where runs take place. */
public interface TrainingBackend {
    /**
     * Takes a run to its end, or takes up one of this id that an earlier process began and that went on without it.
     *
     * @param adapter folder that the adapter is written to; must not exist, nor the one of its name and {@code .snapshots}
     */
    RunOutcome execute(RunId run, RunInputs inputs, Path adapter, RunJournal journal, StopSignal stop);

    /** Whether runs go on when this process ends, to be taken up again by the next. */
    boolean outlivesProcess();

    /** Ends a run, wherever it stands, and removes what is left of it; there may be none. */
    void discard(RunId run);

    /** Discards every run but these; only for whoever alone runs jobs here. */
    void discardAllBut(Set<RunId> runs);
}
