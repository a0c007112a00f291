package dev.freehold.engine.train;

import dev.freehold.engine.lora.Adapter;

/**
 * What a tuning made.
 *
 * @param adapter of the kept epoch
 * @param steps taken
 * @param epochs made
 * @param keptEpoch whose weights the adapter holds
 * @param firstLoss mean loss of the first epoch's batches
 * @param lastLoss mean loss of the kept epoch's batches
 * @param heldOut number of examples held out
 * @param score on them, of the kept epoch
 */
public record TunedAdapter(
        Adapter adapter,
        int steps,
        int epochs,
        int keptEpoch,
        double firstLoss,
        double lastLoss,
        int heldOut,
        Score score) {
    /**
     * How an adapter does on examples that it did not learn from.
     *
     * @param loss mean cross entropy, 0 where there are none
     * @param accuracy share of right answers, 0 where there are none
     */
    public record Score(double loss, double accuracy) {
        /** Score on no examples. */
        static final Score NONE = new Score(0, 0);
    }

    /** Number of trained elements. */
    public long parameters() {
        return adapter.values().stream().mapToLong(values -> values.length).sum();
    }
}
