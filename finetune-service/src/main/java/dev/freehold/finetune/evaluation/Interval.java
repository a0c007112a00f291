package dev.freehold.finetune.evaluation;

import java.util.Arrays;
import java.util.Random;

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
        Random random = new Random(seed);
        double[] gains = new double[RESAMPLES];
        int[] resample = new int[truth.length];
        for (int round = 0; round < RESAMPLES; round++) {
            Arrays.setAll(resample, i -> random.nextInt(truth.length));
            gains[round] = F1.of(truth, tuned, resample, classes).macro()
                    - F1.of(truth, base, resample, classes).macro();
        }
        Arrays.sort(gains);
        return new Interval(quantile(gains, TAIL), quantile(gains, 1 - TAIL));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
