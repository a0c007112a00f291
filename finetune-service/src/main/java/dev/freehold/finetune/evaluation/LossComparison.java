package dev.freehold.finetune.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean loss of a token, base against tuned, on the rows that neither learned from.
 *
 * @param rows that could be measured: of those that are longer than the model reads, nothing may be left
 * @param tokens of these rows that are counted
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
     * @throws IllegalArgumentException if no row can be measured
     */
    public static LossComparison of(List<RowLoss> base, List<RowLoss> tuned, long seed) {
        if (base.size() != tuned.size()) {
            throw new IllegalArgumentException("one loss of each model for each held-out row");
        }
        int[] measured = IntStream.range(0, base.size())
                .filter(row -> base.get(row).tokens() > 0)
                .toArray();
        if (measured.length == 0) {
            throw new IllegalArgumentException("no held-out row can be measured");
        }
        Interval gain = Interval.bootstrap(
                measured.length,
                resample -> {
                    int[] rows = IntStream.of(resample).map(i -> measured[i]).toArray();
                    return mean(base, rows) - mean(tuned, rows);
                },
                seed);
        return new LossComparison(
                measured.length, tokens(base, measured), mean(base, measured), mean(tuned, measured), gain);
    }

    private static double mean(List<RowLoss> losses, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> losses.get(row).loss()).sum() / tokens(losses, rows);
    }

    private static long tokens(List<RowLoss> losses, int[] rows) {
        return IntStream.of(rows).mapToLong(row -> losses.get(row).tokens()).sum();
    }
}
