package dev.freehold.engine.decoder;

import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which a program takes a decoder's weights: embedding, last norm, output matrix unless tied, then layer by layer. */
public final class DecoderLayout {
    static final String INPUT_NORM = "input_layernorm.weight";
    static final String MIDDLE_NORM = "post_attention_layernorm.weight";
    static final String QUERY_NORM = "self_attn.q_norm.weight";
    static final String KEY_NORM = "self_attn.k_norm.weight";
    static final int EMBEDDING = 0;
    static final int LAST_NORM = 1;

    /** Name of the output matrix, which tied models may hold or leave out. */
    static final String OUTPUT = "lm_head.weight";

    private final DecoderConfig config;
    private final List<NamedShape> layer;
    private final Map<String, Integer> offsets = new HashMap<>();

    private DecoderLayout(DecoderConfig config) {
        this.config = config;
        this.layer = layer(config);
        for (NamedShape tensor : layer) {
            offsets.put(tensor.name(), offsets.size());
        }
    }

    static DecoderLayout of(DecoderConfig config) {
        return new DecoderLayout(config);
    }

    /** All weights as Transformers names them, in the program's order. */
    public static List<NamedShape> weights(DecoderConfig config) {
        DecoderLayout layout = of(config);
        List<NamedShape> all = new ArrayList<>(layout.beforeLayers());
        all.add(NamedShape.of("model.embed_tokens.weight", config.vocabulary(), config.hidden()));
        all.add(NamedShape.of("model.norm.weight", config.hidden()));
        if (!config.tied()) {
            all.add(NamedShape.of(OUTPUT, config.vocabulary(), config.hidden()));
        }
        for (int i = 0; i < config.layers(); i++) {
            for (NamedShape tensor : layout.layer) {
                all.add(new NamedShape("model.layers." + i + "." + tensor.name(), tensor.shape()));
            }
        }
        return List.copyOf(all);
    }

    private static List<NamedShape> layer(DecoderConfig config) {
        List<NamedShape> all = new ArrayList<>();
        all.add(NamedShape.of(INPUT_NORM, config.hidden()));
        all.add(NamedShape.of(MIDDLE_NORM, config.hidden()));
        for (DecoderLinear linear : DecoderLinear.values()) {
            all.add(NamedShape.of(linear.path() + ".weight", linear.out(config), linear.in(config)));
            if (linear.biased(config.family())) {
                all.add(NamedShape.of(linear.path() + ".bias", linear.out(config)));
            }
        }
        if (config.family().headNorms()) {
            all.add(NamedShape.of(QUERY_NORM, config.headWidth()));
            all.add(NamedShape.of(KEY_NORM, config.headWidth()));
        }
        return all;
    }

    /** Place of the output matrix among all weights. */
    int output() {
        return config.tied() ? EMBEDDING : LAST_NORM + 1;
    }

    /** Place of a layer's first weight among all. */
    int start(int layerIndex) {
        return beforeLayers() + layerIndex * layer.size();
    }

    /** Place of a weight among those of its layer. */
    int offset(String name) {
        Integer offset = offsets.get(name);
        if (offset == null) {
            throw new IllegalArgumentException("no layer of " + config.family() + " has " + name);
        }
        return offset;
    }

    private int beforeLayers() {
        return config.tied() ? 2 : 3;
    }
}
