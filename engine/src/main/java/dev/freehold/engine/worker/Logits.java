package dev.freehold.engine.worker;

import java.util.List;

/**
 * What a classifier's probabilities are made of, for comparison with other engines.
 *
 * @param labels classes in the classifier's order
 * @param logits one array a text, in the order of the texts; each has one entry a class
 */
public record Logits(List<String> labels, List<float[]> logits) {
    public Logits {
        labels = List.copyOf(labels);
        logits = List.copyOf(logits);
    }
}
