package dev.freehold.engine.train;

import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** First values of a decoder's weights, or of pairs beside any model's. */
public final class FirstValues {
    private static final double DEVIATION = 0.02;

    private FirstValues() {}

    /** Pairs that change nothing yet: matrices up are zero, matrices down are drawn as PEFT draws them. */
    public static List<float[]> pairs(List<NamedShape> layout, SplittableRandom random) {
        List<float[]> values = new ArrayList<>();
        for (NamedShape tensor : layout) {
            float[] elements = new float[tensor.elements()];
            if (tensor.name().endsWith("lora_A.weight")) {
                double bound = 1 / Math.sqrt(tensor.shape().get(1));
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = (float) random.nextDouble(-bound, bound);
                }
            }
            values.add(elements);
        }
        return values;
    }

    /**
     * Weights of a model that knows nothing yet: norms are one, biases zero, matrices normal; those that write into the
     * residual stream are scaled down by the root of how many do.
     */
    public static List<float[]> weights(List<NamedShape> layout, int layers, SplittableRandom random) {
        List<float[]> values = new ArrayList<>();
        for (NamedShape tensor : layout) {
            float[] elements = new float[tensor.elements()];
            boolean writes =
                    tensor.name().endsWith("o_proj.weight") || tensor.name().endsWith("down_proj.weight");
            double deviation = writes ? DEVIATION / Math.sqrt(2.0 * layers) : DEVIATION;
            if (tensor.name().endsWith("norm.weight")) {
                Arrays.fill(elements, 1);
            } else if (tensor.shape().size() == 2) {
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = (float) random.nextGaussian(0, deviation);
                }
            }
            values.add(elements);
        }
        return values;
    }
}
