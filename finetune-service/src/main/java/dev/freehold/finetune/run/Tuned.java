package dev.freehold.finetune.run;

import org.jspecify.annotations.Nullable;

/**
 * What the training itself did.
 *
 * @param steps taken
 * @param epochs made
 * @param keptEpoch the epoch whose weights were kept
 * @param firstLoss mean loss of the first epoch
 * @param lastLoss mean loss of the kept epoch
 * @param trainableParameters weights that were trained
 * @param trainedTokens token usage of the training, over all epochs: of chat rows the tokens that were learned, of
 *     classification rows all that were read, padding being none; absent on results of before they were counted
 */
public record Tuned(
        int steps,
        int epochs,
        int keptEpoch,
        double firstLoss,
        double lastLoss,
        long trainableParameters,
        @Nullable Long trainedTokens) {}
