package dev.freehold.engine.lora;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderLinear;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;

/** Names and shapes of an encoder's adapter, as PEFT writes it for a BERT sequence classifier. */
public final class AdapterLayout {
    private static final String ROOT = "base_model.model.";

    private AdapterLayout() {}

    /** All tensors of an adapter, in the order in which the program takes them. */
    public static List<NamedShape> tensors(LoraConfig lora, EncoderConfig base, int classes) {
        List<NamedShape> all = new ArrayList<>();
        long rank = lora.rank();
        for (int i = 0; i < base.layers(); i++) {
            for (EncoderLinear linear : lora.linears()) {
                String module = ROOT + "bert.encoder.layer." + i + "." + linear.path();
                all.add(NamedShape.of(module + ".lora_A.weight", rank, linear.in(base)));
                all.add(NamedShape.of(module + ".lora_B.weight", linear.out(base), rank));
            }
        }
        List<NamedShape> head = lora.pooler() ? EncoderHead.of(base, classes) : EncoderHead.classifier(base, classes);
        head.forEach(weight -> all.add(new NamedShape(ROOT + weight.name(), weight.shape())));
        return List.copyOf(all);
    }

    /** The matrix whose first size is the number of classes. */
    static String classifier() {
        return ROOT + EncoderHead.CLASSIFIER_MATRIX;
    }
}
