package dev.freehold.inference.serving;

import dev.freehold.contracts.inference.Classification;
import java.util.ArrayList;
import java.util.List;

/** A row of class probabilities as its classification. */
final class Probabilities {
    private Probabilities() {}

    /** The likeliest class; the first of several that are equal. */
    static Classification of(List<String> labels, float[] row) {
        if (labels.isEmpty() || labels.size() != row.length) {
            throw new IllegalArgumentException(labels.size() + " labels for " + row.length + " probabilities");
        }
        List<Float> probabilities = new ArrayList<>(row.length);
        int likeliest = 0;
        for (int i = 0; i < row.length; i++) {
            probabilities.add(row[i]);
            if (row[i] > row[likeliest]) {
                likeliest = i;
            }
        }
        return new Classification(labels.get(likeliest), labels, probabilities);
    }
}
