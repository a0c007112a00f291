package dev.freehold.contracts.inference;

import java.util.List;

/**
 * The probabilities of one input.
 *
 * @param label the likeliest class
 * @param labels all classes, in the model's order
 * @param probabilities of each class, summing to 1
 */
public record Classification(String label, List<String> labels, List<Float> probabilities) {
    public Classification {
        labels = List.copyOf(labels);
        probabilities = List.copyOf(probabilities);
    }
}
