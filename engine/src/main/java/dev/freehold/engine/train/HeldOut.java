package dev.freehold.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a model does on texts that it does not learn from, before a tuning and after.
 *
 * @param rows one a text
 */
public record HeldOut(List<Row> rows) {
    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    /**
     * A text's losses, each the sum of negative log-likelihoods of its learned tokens, in nats.
     *
     * @param base before the tuning
     * @param tuned after it
     * @param tokens that were predicted
     */
    public record Row(double base, double tuned, int tokens) {}

    /**
     * How much lower the loss is after the tuning, in nats a token, with a 95 % interval.
     *
     * @param low end of the interval
     * @param mean over all tokens
     * @param high end of the interval
     */
    public record Gain(double low, double mean, double high) {}

    public HeldOut {
        rows = List.copyOf(rows);
    }

    static HeldOut of(List<Double> base, List<Double> tuned, List<Integer> tokens) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            rows.add(new Row(base.get(i), tuned.get(i), tokens.get(i)));
        }
        return new HeldOut(rows);
    }

    /** Tokens of all texts together. */
    public long tokens() {
        return rows.stream().mapToLong(Row::tokens).sum();
    }

    /** Mean loss a token before the tuning; 0 where nothing is held out. */
    public double baseLoss() {
        return rows.isEmpty() ? 0 : rows.stream().mapToDouble(Row::base).sum() / tokens();
    }

    /** Mean loss a token after the tuning; 0 where nothing is held out. */
    public double tunedLoss() {
        return rows.isEmpty() ? 0 : rows.stream().mapToDouble(Row::tuned).sum() / tokens();
    }

    /**
     * What the tuning gained, by a paired bootstrap over the texts: tokens of one text are not independent, texts are. All
     * zero where nothing is held out.
     */
    public Gain gain(long seed) {
        if (rows.isEmpty()) {
            return new Gain(0, 0, 0);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] gains = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double gained = 0;
            long tokens = 0;
            for (int j = 0; j < rows.size(); j++) {
                Row row = rows.get(random.nextInt(rows.size()));
                gained += row.base() - row.tuned();
                tokens += row.tokens();
            }
            gains[i] = gained / tokens;
        }
        Arrays.sort(gains);
        int low = (int) Math.floor(TAIL * (RESAMPLES - 1));
        return new Gain(gains[low], baseLoss() - tunedLoss(), gains[RESAMPLES - 1 - low]);
    }
}
