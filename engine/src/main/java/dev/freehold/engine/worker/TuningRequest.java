package dev.freehold.engine.worker;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tuning asked of a worker.
 *
 * @param baseFolder Transformers layout: config.json, model.safetensors, tokenizer.json
 * @param train examples, 2 to 1000000, of at least two classes
 * @param adapterFolder where the result is written, an adapter or a whole model; created, must not hold one yet
 * @param parameters knobs
 * @param seed of initial weights, order and dropout
 * @param snapshots folder in which the end of each epoch is saved, each in a folder of its own; null to save none
 */
public record TuningRequest(
        Path baseFolder,
        List<Example> train,
        Path adapterFolder,
        TuningParameters parameters,
        long seed,
        @Nullable Path snapshots) {
    public TuningRequest {
        train = List.copyOf(train);
        if (train.size() < 2 || train.size() > 1_000_000) {
            throw new IllegalArgumentException("train must have 2 to 1000000 examples, has " + train.size());
        }
    }

    /** Without snapshots. */
    public TuningRequest(
            Path baseFolder, List<Example> train, Path adapterFolder, TuningParameters parameters, long seed) {
        this(baseFolder, train, adapterFolder, parameters, seed, null);
    }
}
