package dev.freehold.engine.train;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** First values of a head: a pooler that passes the first token on as it is, and a classifier that prefers no class. */
final class HeadSeed {
    private static final double DEVIATION = 0.02;

    private HeadSeed() {}

    /** Values in the order of {@link EncoderHead#of}. */
    static List<float[]> values(EncoderConfig base, int classes, SplittableRandom random) {
        List<float[]> values = new ArrayList<>();
        int hidden = base.hidden();
        float[] identity = new float[Math.multiplyExact(hidden, hidden)];
        for (int i = 0; i < hidden; i++) {
            identity[i * hidden + i] = 1;
        }
        values.add(identity);
        values.add(new float[hidden]);
        for (NamedShape weight : EncoderHead.classifier(base, classes)) {
            float[] elements = new float[weight.elements()];
            // The bias stays at zero.
            if (weight.shape().size() > 1) {
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = (float) random.nextGaussian(0, DEVIATION);
                }
            }
            values.add(elements);
        }
        return values;
    }
}
