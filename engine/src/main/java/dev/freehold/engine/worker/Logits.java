package dev.freehold.engine.worker;

import java.util.List;

/**
 * What a model makes of texts before anything is chosen, for comparison with other engines.
 *
 * @param labels classes in the classifier's order; empty where the model writes text
 * @param logits one array a text, in the order of the texts; each has one entry a class, or one for each token that could
 *     follow the text
 */
public record Logits(List<String> labels, List<float[]> logits) {
    public Logits {
        labels = List.copyOf(labels);
        logits = List.copyOf(logits);
    }
}
