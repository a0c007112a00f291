package dev.freehold.engine.worker;

import org.jspecify.annotations.Nullable;

/**
 * What a tuning had learned at the end of an epoch, saved like its result: an adapter, or a whole model.
 *
 * @param folder holds it, whole; for whoever asked to move or delete
 * @param epoch from 1
 * @param step that the epoch ended with, from 1
 * @param loss mean over the epoch: a batch for a classifier, a token for a decoder
 * @param heldOutLoss likewise, on what is held out; absent where nothing is
 * @param heldOutAccuracy share of right answers on it; absent where nothing is held out, and of decoders
 */
public record SavedSnapshot(
        String folder,
        int epoch,
        int step,
        double loss,
        @Nullable Double heldOutLoss,
        @Nullable Double heldOutAccuracy) {}
