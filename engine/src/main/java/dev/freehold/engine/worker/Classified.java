package dev.freehold.engine.worker;

import java.util.List;

/**
 * Class probabilities.
 *
 * @param labels classes in the adapter's order
 * @param probabilities one array a text, in the order of the texts; each has one entry a class and sums to 1
 * @param promptTokens token usage of all texts together
 * @param truncated how many texts were longer than the model reads, and were cut
 */
public record Classified(List<String> labels, List<float[]> probabilities, long promptTokens, int truncated) {
    public Classified {
        labels = List.copyOf(labels);
        probabilities = List.copyOf(probabilities);
    }
}
