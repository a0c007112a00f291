package dev.freehold.finetune.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Bounds between which a figure lies with 95 % confidence. */
public record Interval(double low, double high) {
    static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval goes from low to high");
        }
    }

    /**
     * The percentile interval of the gain in macro-F1 by a paired bootstrap: both systems are scored on the same resampled
     * rows, so that what is hard for both cancels out (Efron and Tibshirani, 1993, chapter 13).
     */
    static Interval ofGain(int[] truth, int[] base, int[] tuned, int classes, long seed) {
        return bootstrap(
                truth.length,
                resample -> F1.of(truth, tuned, resample, classes).macro()
                        - F1.of(truth, base, resample, classes).macro(),
                seed);
    }

    /**
     * The percentile interval of any figure over rows.
     *
     * @param figure of a resample: indices of rows, with repetition
     */
    static Interval bootstrap(int rows, ToDoubleFunction<int[]> figure, long seed) {
        Random random = new Random(seed);
        double[] figures = new double[RESAMPLES];
        int[] resample = new int[rows];
        for (int round = 0; round < RESAMPLES; round++) {
            Arrays.setAll(resample, i -> random.nextInt(rows));
            figures[round] = figure.applyAsDouble(resample);
        }
        Arrays.sort(figures);
        return new Interval(quantile(figures, TAIL), quantile(figures, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
