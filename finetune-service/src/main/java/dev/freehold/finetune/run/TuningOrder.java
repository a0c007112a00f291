package dev.freehold.finetune.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to tune, and where to.
 *
 * @param base folder of the base model
 * @param target folder that the result is written to; must not exist
 * @param snapshots folder that the end of each epoch is saved in; absent where none is kept
 * @param seed of first values, order and dropout
 */
public record TuningOrder(
        Path base, Path target, @Nullable Path snapshots, Hyperparameters hyperparameters, long seed) {}
