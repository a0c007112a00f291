package dev.freehold.engine.worker;

/**
 * What a tuning of a decoder did. Losses are means a token, in nats, over what the assistant wrote.
 *
 * @param steps taken
 * @param epochs passes made
 * @param keptEpoch pass whose weights were written: the best on the held-out conversations, the last where there are none
 * @param firstLoss of the first epoch
 * @param lastLoss of the kept epoch
 * @param trainableParameters that the tuning could change
 * @param trainedTokens token usage of the tuning: tokens that were predicted, over all epochs
 * @param truncated conversations that were longer than the limit, and lost their end
 * @param dropped conversations of which nothing to learn was left
 * @param heldOut how base and tuned model do on the held-out conversations
 * @param seconds of wall clock, loading included
 * @param isolation of the worker that did it
 */
public record ChatTuningReport(
        int steps,
        int epochs,
        int keptEpoch,
        double firstLoss,
        double lastLoss,
        long trainableParameters,
        long trainedTokens,
        int truncated,
        int dropped,
        HeldOutLoss heldOut,
        double seconds,
        Isolation isolation) {
    /**
     * Losses of base and tuned model on conversations that the tuning did not learn from; all zero where there are none.
     *
     * @param conversations held out
     * @param tokens predicted in them
     * @param base loss before the tuning
     * @param tuned loss after it
     * @param gainLow lower end of a 95 % interval of base minus tuned, by a paired bootstrap over conversations
     * @param gainHigh its upper end
     */
    public record HeldOutLoss(
            int conversations, long tokens, double base, double tuned, double gainLow, double gainHigh) {}

    ChatTuningReport withIsolation(Isolation other) {
        return new ChatTuningReport(
                steps,
                epochs,
                keptEpoch,
                firstLoss,
                lastLoss,
                trainableParameters,
                trainedTokens,
                truncated,
                dropped,
                heldOut,
                seconds,
                other);
    }
}
