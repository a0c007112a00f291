package dev.freehold.engine.train;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tuning at the end of one of its epochs.
 *
 * @param epoch from 1
 * @param step that the epoch ended with, from 1
 * @param loss mean over the epoch
 * @param heldOutLoss mean on what is held out; absent where nothing is
 * @param heldOutAccuracy share of right answers on it; absent where nothing is held out, and of what writes text
 * @param values gives a copy of all trained tensors as they are now; to be asked for before the next epoch begins
 */
public record EpochEnd(
        int epoch,
        int step,
        double loss,
        @Nullable Double heldOutLoss,
        @Nullable Double heldOutAccuracy,
        Supplier<List<float[]>> values) {}
