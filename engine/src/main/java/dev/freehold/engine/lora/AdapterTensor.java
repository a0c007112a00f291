package dev.freehold.engine.lora;

import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderHead;
import dev.freehold.engine.encoder.EncoderLinear;
import dev.freehold.engine.encoder.EncoderWeight;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of an adapter.
 *
 * @param name as PEFT writes it for a BERT sequence classifier
 * @param shape outermost first
 */
public record AdapterTensor(String name, List<Long> shape) {
    private static final String ROOT = "base_model.model.";

    public AdapterTensor {
        shape = List.copyOf(shape);
    }

    /** All tensors of an adapter, in the order in which the program takes them. */
    public static List<AdapterTensor> of(LoraConfig lora, EncoderConfig base, int classes) {
        List<AdapterTensor> all = new ArrayList<>();
        long rank = lora.rank();
        for (int i = 0; i < base.layers(); i++) {
            for (EncoderLinear linear : lora.linears()) {
                String module = ROOT + "bert.encoder.layer." + i + "." + linear.path();
                all.add(new AdapterTensor(module + ".lora_A.weight", List.of(rank, (long) linear.in(base))));
                all.add(new AdapterTensor(module + ".lora_B.weight", List.of((long) linear.out(base), rank)));
            }
        }
        List<EncoderWeight> head =
                lora.pooler() ? EncoderHead.of(base, classes) : EncoderHead.classifier(base, classes);
        head.forEach(weight -> all.add(new AdapterTensor(ROOT + weight.name(), weight.shape())));
        return List.copyOf(all);
    }

    /** The matrix whose first size is the number of classes. */
    static String classifier() {
        return ROOT + EncoderHead.CLASSIFIER_MATRIX;
    }

    /** Number of elements. */
    public int elements() {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return Math.toIntExact(product);
    }

    /** Sizes as the tensor library takes them. */
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
