package dev.freehold.engine.train;

/**
 * A learning rate over the steps of a tuning: rises in a line to its peak, then falls in a line to zero.
 *
 * @param peak highest rate
 * @param warmup steps of the rise
 * @param steps of the whole tuning
 */
record Schedule(double peak, int warmup, int steps) {
    static Schedule of(double peak, double warmupShare, int steps) {
        return new Schedule(peak, (int) Math.ceil(warmupShare * steps), steps);
    }

    /** Rate of a step, counted from 1; above zero at every step. */
    double rate(int step) {
        if (step <= warmup) {
            return peak * ((double) step / warmup);
        }
        return peak * ((double) (steps - step + 1) / (steps - warmup));
    }
}
