package dev.freehold.engine.train;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.lora.AdapterLayout;
import dev.freehold.engine.lora.LoraConfig;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** First values of an adapter: it starts as no change to the base at all, since every matrix up is zero. */
final class AdapterSeed {
    private AdapterSeed() {}

    static List<float[]> values(LoraConfig lora, EncoderConfig base, int classes, SplittableRandom random) {
        List<float[]> head = HeadSeed.values(base, classes, random.split());
        List<NamedShape> layout = AdapterLayout.tensors(lora, base, classes);
        List<float[]> values =
                new ArrayList<>(FirstValues.pairs(layout.subList(0, layout.size() - head.size()), random));
        values.addAll(head);
        return values;
    }
}
