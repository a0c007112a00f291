package dev.freehold.engine.generate;

import dev.freehold.engine.Refusal;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses the next token from logits. The same logits in the same order, with the same seed, give the same tokens. */
final class Sampler {
    private final double temperature;
    private final double topP;
    private final SplittableRandom random;

    Sampler(double temperature, double topP, SplittableRandom random) {
        this.temperature = temperature;
        this.topP = topP;
        this.random = random;
    }

    int choose(float[] logits) {
        int best = best(logits);
        return temperature == 0 ? best : drawn(logits, logits[best]);
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            if (Float.isNaN(logits[i])) {
                throw new Refusal("the model's logits are not numbers: its weights are broken");
            }
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private int drawn(float[] logits, float highest) {
        double[] weights = new double[logits.length];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp((logits[i] - highest) / temperature);
            total += weights[i];
        }
        return topP < 1 ? fromNucleus(weights, total) : pick(weights, random.nextDouble() * total);
    }

    private static int pick(double[] weights, double at) {
        double passed = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                passed += weights[i];
                if (at < passed) {
                    return i;
                }
            }
        }
        return last;
    }

    /** The nucleus: the smallest set of likeliest tokens that together have the share {@code topP}. */
    private int fromNucleus(double[] weights, double total) {
        Candidate[] sorted = likely(weights, total);
        double wanted = topP * total;
        double mass = 0;
        int size = 0;
        while (size < sorted.length && mass < wanted) {
            mass += sorted[size++].weight;
        }
        double at = random.nextDouble() * mass;
        double passed = 0;
        for (int i = 0; i < size; i++) {
            passed += sorted[i].weight;
            if (at < passed) {
                return sorted[i].token;
            }
        }
        return sorted[size - 1].token;
    }

    /**
     * Candidates in order. All tokens below an equal part of what the nucleus leaves out have together no more than that,
     * so the nucleus is among the others: few are sorted, however large the vocabulary.
     */
    private Candidate[] likely(double[] weights, double total) {
        double least = (1 - topP) * total / weights.length;
        Candidate[] candidates = new Candidate[weights.length];
        int found = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= least) {
                candidates[found++] = new Candidate(i, weights[i]);
            }
        }
        Candidate[] likely = Arrays.copyOf(candidates, found);
        Arrays.sort(likely);
        return likely;
    }

    private record Candidate(int token, double weight) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byWeight = Double.compare(other.weight, weight);
            return byWeight == 0 ? Integer.compare(token, other.token) : byWeight;
        }
    }
}
