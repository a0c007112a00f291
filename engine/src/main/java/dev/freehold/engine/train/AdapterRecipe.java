package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.lora.AdapterFolder;
import dev.freehold.engine.lora.AdapterLayout;
import dev.freehold.engine.lora.LoraConfig;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.worker.TuningParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pairs beside a frozen base, and a head; the result is an adapter in PEFT's format. */
record AdapterRecipe(TuningParameters parameters, EncoderModel base) implements Recipe {
    @Override
    public void checkFree(Path folder) {
        AdapterFolder.checkFree(folder);
    }

    @Override
    public TrainableClassifier begin(Tensors scope, int classes, SplittableRandom random) {
        return trainable(scope, classes, AdapterSeed.values(lora(), base.config(), classes, random));
    }

    /** With given values. */
    TrainableClassifier trainable(Tensors scope, int classes, List<float[]> values) {
        LoraConfig lora = lora();
        Tensors memory = scope.inner();
        List<PtNDArray> tensors = new ArrayList<>();
        List<NamedShape> layout = AdapterLayout.tensors(lora, base.config(), classes);
        for (int i = 0; i < layout.size(); i++) {
            tensors.add(memory.parameter(values.get(i), layout.get(i).sizes()));
        }
        return new TrainableClassifier(memory, base.config(), lora.adaptation(), List.of(), base.weights(), tensors);
    }

    @Override
    public void save(Path folder, List<String> labels, List<float[]> values) {
        AdapterFolder.save(folder, base.config(), new Adapter(lora(), labels, values));
    }

    private LoraConfig lora() {
        return new LoraConfig(
                parameters.rank(),
                parameters.alpha(),
                parameters.dropout(),
                parameters.targets(),
                String.valueOf(base.folder().getFileName()));
    }
}
