package dev.freehold.engine.train;

import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.TuningParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** What of a classifier is tuned, how that begins, and how its result is written. */
public sealed interface Recipe permits AdapterRecipe, FullRecipe {
    /** The recipe that a tuning's parameters ask for. */
    static Recipe of(TuningParameters parameters, EncoderModel base) {
        return switch (parameters.method()) {
            case LORA -> new AdapterRecipe(parameters, base);
            case FULL -> new FullRecipe(parameters, base);
        };
    }

    /**
     * Refuses a folder that holds a result already.
     *
     * @throws dev.freehold.engine.Refusal naming what is there
     */
    void checkFree(Path folder);

    /** The classifier before its first step. */
    TrainableClassifier begin(Tensors scope, int classes, SplittableRandom random);

    /**
     * Writes a result.
     *
     * @param labels names of the classes, in order
     * @param values of all trained tensors, in the order of {@link TrainableClassifier#parameters}
     */
    void save(Path folder, List<String> labels, List<float[]> values);
}
