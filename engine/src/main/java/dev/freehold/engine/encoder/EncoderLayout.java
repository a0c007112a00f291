package dev.freehold.engine.encoder;

import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.List;

/** Names and shapes of a BERT encoder's weights, as Transformers names them, without the model's prefix. */
public final class EncoderLayout {
    /** Number of tensors before the first layer's. */
    static final int BEFORE_LAYERS = 5;

    /** Number of tensors of one layer. */
    static final int PER_LAYER = 16;

    private EncoderLayout() {}

    /** All tensors of an encoder without its pooler, in the order in which the program takes them. */
    public static List<NamedShape> weights(EncoderConfig config) {
        long hidden = config.hidden();
        List<NamedShape> all = new ArrayList<>();
        all.add(matrix("embeddings.word_embeddings", config.vocabulary(), hidden));
        all.add(matrix("embeddings.position_embeddings", config.positions(), hidden));
        all.add(matrix("embeddings.token_type_embeddings", config.segments(), hidden));
        norm(all, "embeddings.LayerNorm", hidden);
        for (int i = 0; i < config.layers(); i++) {
            String layer = "encoder.layer." + i + ".";
            for (EncoderLinear linear : EncoderLinear.values()) {
                all.add(matrix(layer + linear.path(), linear.out(config), linear.in(config)));
                all.add(NamedShape.of(layer + linear.path() + ".bias", linear.out(config)));
                if (linear == EncoderLinear.ATTENTION_OUTPUT) {
                    norm(all, layer + "attention.output.LayerNorm", hidden);
                } else if (linear == EncoderLinear.OUTPUT) {
                    norm(all, layer + "output.LayerNorm", hidden);
                }
            }
        }
        return List.copyOf(all);
    }

    private static NamedShape matrix(String module, long rows, long columns) {
        return NamedShape.of(module + ".weight", rows, columns);
    }

    private static void norm(List<NamedShape> all, String module, long hidden) {
        all.add(NamedShape.of(module + ".weight", hidden));
        all.add(NamedShape.of(module + ".bias", hidden));
    }
}
