package dev.freehold.console.jobs;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Round numbers for the axes of a picture. */
final class Scale {
    private static final double[] ROUND = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    private Scale() {}

    /** The least value that is not below the given one and splits into that many round parts. */
    static double above(double value, int parts) {
        double part = Math.max(value, 1e-6) / parts;
        double power = Math.pow(10, Math.floor(Math.log10(part)));
        for (double round : ROUND) {
            if (round * power >= part * (1 - 1e-9)) {
                return round * power * parts;
            }
        }
        return part * parts;
    }

    /** A figure without the zeros that say nothing. */
    static String shortly(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
