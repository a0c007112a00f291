package dev.freehold.engine.train;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.lora.AdapterTensor;
import dev.freehold.engine.lora.LoraConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** First values of an adapter: it starts as no change to the base at all, since every matrix up is zero. */
final class AdapterSeed {
    private AdapterSeed() {}

    static List<float[]> values(LoraConfig lora, EncoderConfig base, int classes, SplittableRandom random) {
        List<float[]> head = HeadSeed.values(base, classes, random.split());
        List<AdapterTensor> layout = AdapterTensor.of(lora, base, classes);
        List<float[]> values = new ArrayList<>();
        for (AdapterTensor tensor : layout.subList(0, layout.size() - head.size())) {
            float[] elements = new float[tensor.elements()];
            if (tensor.name().endsWith("lora_A.weight")) {
                // As PEFT does: uniform within the inverse root of the input's width.
                double bound = 1 / Math.sqrt(tensor.shape().get(1));
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = (float) random.nextDouble(-bound, bound);
                }
            }
            values.add(elements);
        }
        values.addAll(head);
        return values;
    }
}
