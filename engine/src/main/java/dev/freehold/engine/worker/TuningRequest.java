package dev.freehold.engine.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * One tuning asked of a worker.
 *
 * @param baseFolder Transformers layout: config.json, model.safetensors, tokenizer.json
 * @param train examples, 2 to 1000000, of at least two classes
 * @param adapterFolder where the result is written, an adapter or a whole model; created, must not hold one yet
 * @param parameters knobs
 * @param seed of initial weights, order and dropout
 */
public record TuningRequest(
        Path baseFolder, List<Example> train, Path adapterFolder, TuningParameters parameters, long seed) {
    public TuningRequest {
        train = List.copyOf(train);
        if (train.size() < 2 || train.size() > 1_000_000) {
            throw new IllegalArgumentException("train must have 2 to 1000000 examples, has " + train.size());
        }
    }
}
