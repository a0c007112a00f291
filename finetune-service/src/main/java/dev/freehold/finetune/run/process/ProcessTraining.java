package dev.freehold.finetune.run.process;

import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.run.TrainingRun;
import java.nio.file.Path;
import java.util.Set;

/** Runs led by this process, each with a worker of its own; nothing is left of one that its process left behind. */
public final class ProcessTraining implements TrainingBackend {
    private final TrainingRun training;

    public ProcessTraining(TrainingRun training) {
        this.training = training;
    }

    @Override
    public RunOutcome execute(RunId run, RunInputs inputs, Path adapter, RunJournal journal, StopSignal stop) {
        return training.execute(inputs, adapter, journal, stop);
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    @Override
    public void discard(RunId run) {
        // A worker ends with the session that it was opened for.
    }

    @Override
    public void discardAllBut(Set<RunId> runs) {
        // A worker ends with the process that started it.
    }
}
