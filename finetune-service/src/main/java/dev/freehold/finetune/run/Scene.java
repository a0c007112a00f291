package dev.freehold.finetune.run;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a course has to work with.
 *
 * @param base folder of the base model
 * @param snapshots whether the end of each epoch is saved
 */
record Scene(RunInputs inputs, TrainingSession session, RunJournal journal, Path base, boolean snapshots) {
    /** Small enough that a stop is felt within a batch, large enough to keep the worker busy. */
    private static final int BATCH = 32;

    static <R> List<List<R>> batches(List<R> rows) {
        List<List<R>> batches = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += BATCH) {
            batches.add(rows.subList(start, Math.min(rows.size(), start + BATCH)));
        }
        return batches;
    }

    /** The tuning that the inputs ask for, its result to a folder. */
    TuningOrder order(Path target) {
        Path beside = target.resolveSibling(target.getFileName() + ".snapshots");
        return new TuningOrder(base, target, snapshots ? beside : null, inputs.hyperparameters(), inputs.seed());
    }

    /** What a result with these parameters was made of. */
    Lineage lineage(SortedMap<String, String> parameters) {
        SortedMap<String, String> all = new TreeMap<>(parameters);
        Digest validation = inputs.validation();
        if (validation != null) {
            all.put("validation_dataset", validation.value());
        }
        return new Lineage(inputs.base(), inputs.dataset(), inputs.seed(), all, session.network());
    }

    /**
     * Passes on to the journal what a training tells.
     *
     * @param parameters of the training
     * @param leakTest of its snapshots
     */
    TrainingWatch watch(SortedMap<String, String> parameters, LeakTest leakTest) {
        return new TrainingWatch() {
            @Override
            public void say(String sentence) {
                journal.say(sentence);
            }

            @Override
            public void step(int step, int steps, double loss) {
                journal.step(step, steps, loss);
            }

            @Override
            public void snapshot(Snapshot snapshot) {
                SortedMap<String, String> all = new TreeMap<>(parameters);
                all.put("snapshot_epoch", String.valueOf(snapshot.figures().epoch()));
                journal.snapshot(snapshot, lineage(all), leakTest);
            }
        };
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
