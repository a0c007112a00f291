package dev.freehold.finetune.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a course has to work with.
 *
 * @param base folder of the base model
 */
record Scene(RunInputs inputs, TrainingSession session, RunJournal journal, Path base) {
    /** Small enough that a stop is felt within a batch, large enough to keep the worker busy. */
    private static final int BATCH = 32;

    static <R> List<List<R>> batches(List<R> rows) {
        List<List<R>> batches = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += BATCH) {
            batches.add(rows.subList(start, Math.min(rows.size(), start + BATCH)));
        }
        return batches;
    }

    void tellSplit(int train, int heldOut) throws RunBroken {
        if (heldOut == 0) {
            throw new RunBroken(
                    Failure.inputs("every row of the validation file is trained on: nothing can be measured"));
        }
        journal.say(train + " rows to train on, " + heldOut + " "
                + (inputs.validation() == null ? "held out, by seed " + inputs.seed() : "of the validation file"));
    }

    void tellTuned(Tuned tuned) {
        journal.say("tuned in " + tuned.steps() + " steps, kept epoch " + tuned.keptEpoch() + " of " + tuned.epochs());
    }
}
