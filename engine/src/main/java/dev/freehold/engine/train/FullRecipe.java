package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Adaptation;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderLayout;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.worker.TuningParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Every weight of the base, and a head; the result is a whole model in Transformers' format. */
record FullRecipe(TuningParameters parameters, EncoderModel base) implements Recipe {
    @Override
    public void checkFree(Path folder) {
        ClassifierFolder.checkFree(folder);
    }

    @Override
    public TrainableClassifier begin(Tensors scope, int classes, SplittableRandom random) {
        return trainable(scope, classes, HeadSeed.values(base.config(), classes, random));
    }

    /** With a given head. */
    TrainableClassifier trainable(Tensors scope, int classes, List<float[]> head) {
        Tensors memory = scope.inner();
        List<PtNDArray> weights = new ArrayList<>();
        for (NamedShape weight : EncoderLayout.weights(base.config())) {
            float[] values = base.weights().get(weights.size()).toFloatArray();
            weights.add(memory.parameter(values, weight.sizes()));
        }
        List<PtNDArray> tensors = new ArrayList<>();
        for (NamedShape weight : EncoderHead.of(base.config(), classes)) {
            tensors.add(memory.parameter(head.get(tensors.size()), weight.sizes()));
        }
        Adaptation adaptation = Adaptation.headOnly(parameters.dropout());
        return new TrainableClassifier(memory, base.config(), adaptation, weights, weights, tensors);
    }

    @Override
    public void save(Path folder, List<String> labels, List<float[]> values) {
        ClassifierFolder.save(folder, base, labels, values);
    }
}
