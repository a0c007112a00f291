package dev.freehold.finetune.leak;

import java.util.List;

/**
 * How much likelier a model finds a secret that it has seen than secrets of the same shape that it has not, in bits
 * (Carlini et al., The Secret Sharer, 2019, section 4).
 *
 * <p>Estimated by rank over a random sample of the secrets that it has not seen: {@code log2((n + 1) / rank)}, where the
 * secret itself is one of the n + 1. A secret that was never learned has a uniform rank, so that b bits or more come about
 * with probability 2^-b, whatever the model. Nothing is assumed of how losses are distributed; the price is a ceiling of
 * log2(n + 1) bits.
 */
public final class Exposure {
    private Exposure() {}

    /**
     * The exposure of one secret.
     *
     * @param secret its loss
     * @param others losses of the secrets that were not seen; equal ones count as ahead of it
     */
    public static double bits(double secret, List<Double> others) {
        if (!Double.isFinite(secret) || !others.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a loss must be a number");
        }
        long rank = 1 + others.stream().filter(other -> other <= secret).count();
        return log2(others.size() + 1.0) - log2((double) rank);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
