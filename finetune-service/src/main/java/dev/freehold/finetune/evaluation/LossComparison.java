package dev.freehold.finetune.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean loss of a token, base against tuned, on the rows that neither learned from.
 *
 * @param tokens of all rows that are counted
 * @param base mean loss of a token by the untuned base, in nats
 * @param tuned likewise by the tuned model
 * @param gain 95 % interval of the base's loss less the tuned one's: above zero, tuning helped
 */
public record LossComparison(int rows, long tokens, double base, double tuned, Interval gain) {
    /**
     * Compares two models.
     *
     * @param base losses by the base, row by row
     * @param tuned losses by the tuned model of the same rows
     * @param seed of the bootstrap, which draws rows and not tokens: tokens of one row hang together
     */
    public static LossComparison of(List<RowLoss> base, List<RowLoss> tuned, long seed) {
        if (base.isEmpty() || base.size() != tuned.size()) {
            throw new IllegalArgumentException("one loss of each model for each of at least one held-out row");
        }
        int[] all = IntStream.range(0, base.size()).toArray();
        Interval gain = Interval.bootstrap(all.length, resample -> mean(base, resample) - mean(tuned, resample), seed);
        return new LossComparison(all.length, tokens(base, all), mean(base, all), mean(tuned, all), gain);
    }

    private static double mean(List<RowLoss> losses, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> losses.get(row).loss()).sum() / tokens(losses, rows);
    }

    private static long tokens(List<RowLoss> losses, int[] rows) {
        return IntStream.of(rows).mapToLong(row -> losses.get(row).tokens()).sum();
    }
}
