package dev.freehold.engine.train;

import java.util.List;

/**
 * What a tuning of a decoder made.
 *
 * @param values of each trained tensor, in the decoder's order, as of the kept epoch
 * @param steps taken
 * @param epochs made
 * @param keptEpoch whose values these are: the best on the held-out texts, the last where there are none
 * @param firstLoss mean loss a token of the first epoch
 * @param lastLoss mean loss a token of the kept epoch
 * @param trainedTokens tokens that were predicted while learning, over all epochs
 * @param heldOut losses before and after; without rows where nothing is held out
 */
public record TunedLanguage(
        List<float[]> values,
        int steps,
        int epochs,
        int keptEpoch,
        double firstLoss,
        double lastLoss,
        long trainedTokens,
        HeldOut heldOut) {
    public TunedLanguage {
        values = List.copyOf(values);
    }
}
