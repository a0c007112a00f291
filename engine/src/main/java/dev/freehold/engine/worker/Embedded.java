package dev.freehold.engine.worker;

import java.util.List;

/**
 * Sentence embeddings.
 *
 * @param vectors one unit vector a text, in the order of the texts
 * @param promptTokens token usage of all texts together
 * @param truncated how many texts were longer than the model reads, and were cut
 */
public record Embedded(List<float[]> vectors, long promptTokens, int truncated) {
    public Embedded {
        vectors = List.copyOf(vectors);
    }
}
