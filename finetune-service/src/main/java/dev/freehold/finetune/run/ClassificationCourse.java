package dev.freehold.finetune.run;

import dev.freehold.contracts.model.LeakTest;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.evaluation.Centroids;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.evaluation.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Tunes a classifier, and compares it with the base's nearest class mean, learned from the same rows. */
final class ClassificationCourse implements Course {
    private final Scene scene;
    private final Split<LabelledText> split;

    ClassificationCourse(Scene scene, Split<LabelledText> split) {
        this.scene = scene;
        this.split = split;
    }

    @Override
    public Taken take(Path adapter) throws RunBroken {
        RunInputs inputs = scene.inputs();
        scene.tellSplit(split.train().size(), split.heldOut().size());
        List<String> baseSays = baseAnswers();
        SortedMap<String, String> parameters = scene.session().parameters(inputs.hyperparameters());
        Tuned tuned = scene.session()
                .tune(scene.order(adapter), split.train(), scene.watch(parameters, LeakTest.NOT_APPLICABLE));
        scene.tellTuned(tuned);
        Evaluation evaluation = Evaluation.compare(
                split.heldOut().stream().map(LabelledText::label).toList(),
                baseSays,
                tunedAnswers(adapter),
                inputs.seed());
        return new Taken(tuned, evaluation, parameters);
    }

    private List<String> baseAnswers() throws RunBroken {
        Centroids centroids = new Centroids();
        for (List<LabelledText> batch : Scene.batches(split.train())) {
            List<float[]> vectors = scene.session().embed(scene.base(), texts(batch));
            for (int i = 0; i < batch.size(); i++) {
                centroids.learn(batch.get(i).label(), vectors.get(i));
            }
        }
        List<String> answers = new ArrayList<>();
        for (List<LabelledText> batch : Scene.batches(split.heldOut())) {
            scene.session().embed(scene.base(), texts(batch)).forEach(vector -> answers.add(centroids.nearest(vector)));
        }
        return answers;
    }

    private List<String> tunedAnswers(Path adapter) throws RunBroken {
        List<String> answers = new ArrayList<>();
        for (List<LabelledText> batch : Scene.batches(split.heldOut())) {
            answers.addAll(scene.session().classify(scene.base(), adapter, texts(batch)));
        }
        return answers;
    }

    private static List<String> texts(List<LabelledText> rows) {
        return rows.stream().map(LabelledText::text).toList();
    }
}
