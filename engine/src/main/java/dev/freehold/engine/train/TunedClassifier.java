package dev.freehold.engine.train;

import java.util.List;

/**
 * What a tuning made.
 *
 * @param labels names of the classes, in the head's order
 * @param values of all trained tensors, of the kept epoch
 * @param steps taken
 * @param epochs made
 * @param keptEpoch whose values these are
 * @param firstLoss mean loss of the first epoch's batches
 * @param lastLoss mean loss of the kept epoch's batches
 * @param trainedTokens tokens that went through learning, over all epochs; neither padding nor what is held out
 * @param heldOut number of examples held out
 * @param score on them, of the kept epoch
 */
public record TunedClassifier(
        List<String> labels,
        List<float[]> values,
        int steps,
        int epochs,
        int keptEpoch,
        double firstLoss,
        double lastLoss,
        long trainedTokens,
        int heldOut,
        Score score) {
    public TunedClassifier {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }

    /**
     * How a classifier does on examples that it did not learn from.
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
        return values.stream().mapToLong(values -> values.length).sum();
    }
}
