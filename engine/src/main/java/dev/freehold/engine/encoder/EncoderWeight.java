package dev.freehold.engine.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of a BERT encoder.
 *
 * @param name as Transformers names it, without the model's prefix
 * @param shape outermost first
 */
public record EncoderWeight(String name, List<Long> shape) {
    /** Number of tensors before the first layer's. */
    static final int BEFORE_LAYERS = 5;
    /** Number of tensors of one layer. */
    static final int PER_LAYER = 16;

    public EncoderWeight {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public int elements() {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }

    /** Sizes as the tensor library takes them. */
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** All tensors of an encoder without its pooler, in the order in which the program takes them. */
    public static List<EncoderWeight> of(EncoderConfig config) {
        long hidden = config.hidden();
        List<EncoderWeight> all = new ArrayList<>();
        all.add(matrix("embeddings.word_embeddings", config.vocabulary(), hidden));
        all.add(matrix("embeddings.position_embeddings", config.positions(), hidden));
        all.add(matrix("embeddings.token_type_embeddings", config.segments(), hidden));
        norm(all, "embeddings.LayerNorm", hidden);
        for (int i = 0; i < config.layers(); i++) {
            String layer = "encoder.layer." + i + ".";
            for (EncoderLinear linear : EncoderLinear.values()) {
                all.add(matrix(layer + linear.path(), linear.out(config), linear.in(config)));
                all.add(new EncoderWeight(layer + linear.path() + ".bias", List.of((long) linear.out(config))));
                if (linear == EncoderLinear.ATTENTION_OUTPUT) {
                    norm(all, layer + "attention.output.LayerNorm", hidden);
                } else if (linear == EncoderLinear.OUTPUT) {
                    norm(all, layer + "output.LayerNorm", hidden);
                }
            }
        }
        return List.copyOf(all);
    }

    private static EncoderWeight matrix(String module, long rows, long columns) {
        return new EncoderWeight(module + ".weight", List.of(rows, columns));
    }

    private static void norm(List<EncoderWeight> all, String module, long hidden) {
        all.add(new EncoderWeight(module + ".weight", List.of(hidden)));
        all.add(new EncoderWeight(module + ".bias", List.of(hidden)));
    }
}
