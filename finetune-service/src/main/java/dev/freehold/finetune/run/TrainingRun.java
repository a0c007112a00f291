package dev.freehold.finetune.run;

import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.evaluation.Centroids;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.evaluation.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one job from its inputs to a measured adapter: split, prove the network denied, train, compare with the base. */
public final class TrainingRun {
    /** Small enough that a stop is felt within a batch, large enough to keep the worker busy. */
    private static final int BATCH = 32;

    private static final String NAMESPACE = "namespace";

    private final ModelArtifacts artifacts;
    private final TrainingBackend backend;
    private final RunSettings settings;

    public TrainingRun(ModelArtifacts artifacts, TrainingBackend backend, RunSettings settings) {
        this.artifacts = artifacts;
        this.backend = backend;
        this.settings = settings;
    }

    /**
     * Runs to the end.
     *
     * @param adapter folder that the adapter is written to; must not exist
     */
    public RunOutcome execute(RunInputs inputs, Path adapter, RunJournal journal, StopSignal stop) {
        try (TrainingSession session = backend.open()) {
            stop.guard(session);
            Attempt attempt = new Attempt(inputs, session, journal);
            return stopped(stop).isPresent() ? stopped(stop).orElseThrow() : attempt.run(adapter);
        } catch (RunBroken e) {
            // A worker that was ended from outside breaks too: the cause is then the ending, not the break.
            return stopped(stop).orElseGet(() -> new RunOutcome.Broke(e.failure()));
        }
    }

    private Optional<RunOutcome> stopped(StopSignal stop) {
        return stop.cause()
                .map(cause -> cause == StopSignal.Cause.DEADLINE
                        ? new RunOutcome.Broke(Failure.deadline("the run was not done within " + settings.deadline()))
                        : new RunOutcome.Stopped(cause));
    }

    /** One pass through all parts of a run. */
    private final class Attempt {
        private final RunInputs inputs;
        private final TrainingSession session;
        private final RunJournal journal;
        private final long started = System.nanoTime();

        Attempt(RunInputs inputs, TrainingSession session, RunJournal journal) {
            this.inputs = inputs;
            this.session = session;
            this.journal = journal;
        }

        RunOutcome run(Path adapter) throws RunBroken {
            requireNoNetwork();
            Path base = base();
            Split split = Split.stratified(rows(), inputs.seed());
            journal.say(split.train().size() + " rows to train on, "
                    + split.heldOut().size() + " held out, by seed " + inputs.seed());
            List<String> baseSays = baseAnswers(base, split);
            Tuned tuned = session.tune(base, split.train(), adapter, inputs.hyperparameters(), inputs.seed(), journal);
            journal.say(
                    "tuned in " + tuned.steps() + " steps, kept epoch " + tuned.keptEpoch() + " of " + tuned.epochs());
            List<String> tunedSays = tunedAnswers(base, adapter, split);
            Evaluation evaluation = Evaluation.compare(
                    split.heldOut().stream().map(LabelledText::label).toList(), baseSays, tunedSays, inputs.seed());
            journal.say("macro-F1 on held-out rows: base "
                    + Evaluation.decimal(evaluation.base().macroF1()) + ", tuned "
                    + Evaluation.decimal(evaluation.tuned().macroF1()));
            return new RunOutcome.Trained(adapter, lineage(), evaluation, tuned, seconds());
        }

        private void requireNoNetwork() throws RunBroken {
            boolean reached = PlantedConnect.succeeds(session);
            if (!session.network().equals(NAMESPACE)) {
                if (settings.requireIsolation()) {
                    throw new RunBroken(Failure.networkNotDenied(
                            "this machine cannot deny the worker the network, and the installation requires it"));
                }
                journal.say("network isolation: none; this machine cannot deny the worker the network");
                return;
            }
            if (reached) {
                throw new RunBroken(Failure.networkNotDenied("network was not denied: a planted connect succeeded"));
            }
            journal.say("network isolation: namespace; a planted connect was denied");
        }

        private Path base() throws RunBroken {
            try {
                return artifacts.model(inputs.tenant(), inputs.base());
            } catch (IOException e) {
                throw new RunBroken(Failure.inputs("the base model's files cannot be had from the registry"), e);
            }
        }

        private List<LabelledText> rows() throws RunBroken {
            try {
                return RowFile.read(artifacts.dataset(inputs.tenant(), inputs.dataset()));
            } catch (IOException e) {
                throw new RunBroken(Failure.inputs("the dataset cannot be had from the registry"), e);
            }
        }

        private List<String> baseAnswers(Path base, Split split) throws RunBroken {
            Centroids centroids = new Centroids();
            for (List<LabelledText> batch : batches(split.train())) {
                List<float[]> vectors = session.embed(base, texts(batch));
                for (int i = 0; i < batch.size(); i++) {
                    centroids.learn(batch.get(i).label(), vectors.get(i));
                }
            }
            List<String> answers = new ArrayList<>();
            for (List<LabelledText> batch : batches(split.heldOut())) {
                session.embed(base, texts(batch)).forEach(vector -> answers.add(centroids.nearest(vector)));
            }
            return answers;
        }

        private List<String> tunedAnswers(Path base, Path adapter, Split split) throws RunBroken {
            List<String> answers = new ArrayList<>();
            for (List<LabelledText> batch : batches(split.heldOut())) {
                answers.addAll(session.classify(base, adapter, texts(batch)));
            }
            return answers;
        }

        private Lineage lineage() {
            return new Lineage(
                    inputs.base(),
                    inputs.dataset(),
                    inputs.seed(),
                    session.parameters(inputs.hyperparameters()),
                    session.network());
        }

        private double seconds() {
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static List<String> texts(List<LabelledText> rows) {
        return rows.stream().map(LabelledText::text).toList();
    }

    private static List<List<LabelledText>> batches(List<LabelledText> rows) {
        List<List<LabelledText>> batches = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += BATCH) {
            batches.add(rows.subList(start, Math.min(rows.size(), start + BATCH)));
        }
        return batches;
    }
}
