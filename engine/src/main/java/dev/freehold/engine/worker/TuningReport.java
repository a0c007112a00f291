package dev.freehold.engine.worker;

/**
 * What a tuning did.
 *
 * @param steps taken
 * @param firstLoss mean loss of the first epoch's batches
 * @param lastLoss mean loss of the kept epoch's batches
 * @param trainableParameters LoRA and head together, or all weights and the head
 * @param trainedTokens token usage of the tuning: tokens that went through learning, over all epochs; padding is none
 * @param seconds of wall clock, loading included
 * @param isolation of the worker that did it
 * @param epochs passes made
 * @param keptEpoch pass whose weights were written: the best on the held-out part, the last where nothing is held out
 * @param heldOut examples kept out for early stopping
 * @param validationLoss of the kept epoch on the held-out part, 0 where nothing is held out
 * @param validationAccuracy of the kept epoch on the held-out part, 0 where nothing is held out
 */
public record TuningReport(
        int steps,
        double firstLoss,
        double lastLoss,
        long trainableParameters,
        long trainedTokens,
        double seconds,
        Isolation isolation,
        int epochs,
        int keptEpoch,
        int heldOut,
        double validationLoss,
        double validationAccuracy) {
    TuningReport withIsolation(Isolation other) {
        return new TuningReport(
                steps,
                firstLoss,
                lastLoss,
                trainableParameters,
                trainedTokens,
                seconds,
                other,
                epochs,
                keptEpoch,
                heldOut,
                validationLoss,
                validationAccuracy);
    }
}
