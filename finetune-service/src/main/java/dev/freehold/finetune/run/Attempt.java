package dev.freehold.finetune.run;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.Split;
import java.io.IOException;
import java.nio.file.Path;

/** One pass through all parts of a run. */
final class Attempt {
    private final RunInputs inputs;
    private final TrainingSession session;
    private final RunJournal journal;
    private final ModelArtifacts artifacts;
    private final long started = System.nanoTime();

    Attempt(RunInputs inputs, TrainingSession session, RunJournal journal, ModelArtifacts artifacts) {
        this.inputs = inputs;
        this.session = session;
        this.journal = journal;
        this.artifacts = artifacts;
    }

    RunOutcome run(Path adapter, RunSettings settings) throws RunBroken {
        requireNoNetwork(settings.requireIsolation());
        Scene scene = new Scene(inputs, session, journal, base(), settings.snapshots());
        Course.Taken taken = course(scene).take(adapter);
        journal.say(taken.figures().sentence());
        return new RunOutcome.Trained(
                adapter, scene.lineage(taken.parameters()), taken.figures(), taken.tuned(), seconds());
    }

    private Course course(Scene scene) throws RunBroken {
        Digest validation = inputs.validation();
        Rows all = rows(inputs.dataset());
        Rows measured = validation == null ? all : rows(validation);
        if (all instanceof Rows.Chat chat && measured instanceof Rows.Chat other) {
            return new ChatCourse(
                    scene,
                    validation == null
                            ? Split.plain(chat.rows(), inputs.seed())
                            : Split.given(chat.rows(), other.rows()));
        }
        if (all instanceof Rows.Classification labelled && measured instanceof Rows.Classification other) {
            return new ClassificationCourse(
                    scene,
                    validation == null
                            ? Split.stratified(labelled.rows(), inputs.seed())
                            : Split.given(labelled.rows(), other.rows()));
        }
        throw new RunBroken(Failure.inputs("the training and the validation file hold rows of different kinds"));
    }

    private void requireNoNetwork(boolean requireIsolation) throws RunBroken {
        if (session.network().equals(TrainingSession.WALLED)) {
            journal.say("network isolation: policy; a connect to the cluster's API server was denied");
            return;
        }
        boolean reached = PlantedConnect.succeeds(session);
        if (!session.network().equals(TrainingSession.NAMESPACE)) {
            if (requireIsolation) {
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

    private Rows rows(Digest dataset) throws RunBroken {
        try {
            return RowFile.read(artifacts.dataset(inputs.tenant(), dataset));
        } catch (IOException e) {
            throw new RunBroken(Failure.inputs("the dataset cannot be had from the registry"), e);
        }
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
