package dev.freehold.finetune.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The untuned base as a classifier: the class whose mean embedding is nearest by cosine.
 *
 * <p>It learns from the same train rows as the tuned model, so that a gain is owed to tuning and not to the rows.
 */
public final class Centroids {
    private final Map<String, double[]> sums = new TreeMap<>();

    /** Takes one train row in; rows are summed up, so that no embedding is kept. */
    public void learn(String label, float[] embedding) {
        double[] sum = sums.computeIfAbsent(label, unseen -> new double[embedding.length]);
        double length = length(embedding);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += embedding[i] / length;
        }
    }

    /**
     * The nearest class; of equally near ones, the first by name.
     *
     * @throws IllegalStateException if no row was learned
     */
    public String nearest(float[] embedding) {
        String nearest = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, double[]> centroid : sums.entrySet()) {
            double cosine = cosine(centroid.getValue(), embedding);
            if (cosine > most) {
                most = cosine;
                nearest = centroid.getKey();
            }
        }
        if (nearest == null) {
            throw new IllegalStateException("nothing learned, or an embedding that is not a number");
        }
        return nearest;
    }

    public List<String> labels() {
        return List.copyOf(sums.keySet());
    }

    private static double cosine(double[] centroid, float[] embedding) {
        double dot = 0;
        double square = 0;
        for (int i = 0; i < centroid.length; i++) {
            dot += centroid[i] * embedding[i];
            square += centroid[i] * centroid[i];
        }
        // The embedding's own length is the same for every centroid.
        return square == 0 ? 0 : dot / Math.sqrt(square);
    }

    private static double length(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return square == 0 ? 1 : Math.sqrt(square);
    }
}
