package dev.freehold.engine.decoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.encoder.UnsupportedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * Sizes of a decoder, as its config.json states them.
 *
 * @param family of the architecture
 * @param vocabulary number of token ids
 * @param hidden width of every layer's output
 * @param layers of the decoder
 * @param heads of queries in each layer
 * @param keyValueHeads of keys and values in each layer; divides the heads
 * @param headWidth of each head, even
 * @param intermediate width inside of the feed-forward part
 * @param positions longest text, prompt and answer together, in tokens
 * @param normEpsilon added to the mean square in normalisation
 * @param tied whether the output matrix is the embedding
 * @param rotary positions
 */
public record DecoderConfig(
        DecoderFamily family,
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headWidth,
        int intermediate,
        int positions,
        double normEpsilon,
        boolean tied,
        Rotary rotary) {
    /** Name of the file in a model folder. */
    public static final String FILE = "config.json";

    /** Keys whose value changes nothing in what is computed here. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "architectures",
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "initializer_range",
            "use_cache",
            "torch_dtype",
            "dtype",
            "transformers_version",
            "_name_or_path",
            "max_window_layers",
            "sliding_window",
            "problem_type",
            "id2label",
            "label2id",
            "return_dict");

    public DecoderConfig {
        within("vocab_size", vocabulary, 2, 4_000_000);
        within("hidden_size", hidden, 2, 16_384);
        within("num_hidden_layers", layers, 1, 256);
        within("num_attention_heads", heads, 1, 256);
        within("num_key_value_heads", keyValueHeads, 1, heads);
        within("head_dim", headWidth, 2, 1024);
        within("intermediate_size", intermediate, 1, 131_072);
        within("max_position_embeddings", positions, 8, 1 << 21);
        if (heads % keyValueHeads != 0) {
            throw new UnsupportedModel(FILE + ": num_attention_heads must be a multiple of num_key_value_heads");
        }
        if (headWidth % 2 != 0) {
            throw new UnsupportedModel(FILE + ": head_dim must be even, is " + headWidth);
        }
        if (!(normEpsilon > 0 && normEpsilon < 1)) {
            throw new UnsupportedModel(FILE + ": rms_norm_eps must be between 0 and 1, is " + normEpsilon);
        }
    }

    /**
     * Reads a model folder's configuration.
     *
     * @throws UnsupportedModel naming the first key that is missing or asks for something that is not computed here
     */
    public static DecoderConfig read(Path folder) {
        StrictJson root = StrictJson.file(folder, FILE);
        String type = root.text("model_type", "");
        DecoderFamily family = DecoderFamily.named(type)
                .orElseThrow(() -> root.refuse("model_type must be llama, mistral, qwen2 or qwen3, is " + type));
        root.demand("hidden_act", "silu");
        root.demand("attention_bias", String.valueOf(family.attentionBias()));
        root.demand("mlp_bias", "false");
        root.demand("pretraining_tp", "1");
        if (root.real("attention_dropout", 0) != 0) {
            throw root.refuse("attention_dropout must be 0");
        }
        int positions = root.whole("max_position_embeddings");
        wholeAttention(root, family, positions);
        int hidden = root.whole("hidden_size");
        int heads = root.whole("num_attention_heads");
        DecoderConfig config = new DecoderConfig(
                family,
                root.whole("vocab_size"),
                hidden,
                root.whole("num_hidden_layers"),
                heads,
                family == DecoderFamily.LLAMA
                        ? root.whole("num_key_value_heads", heads)
                        : root.whole("num_key_value_heads"),
                headWidth(root, family, hidden, heads),
                root.whole("intermediate_size"),
                positions,
                root.real("rms_norm_eps", 1e-6),
                root.flag("tie_word_embeddings", false),
                Rotary.read(root));
        root.end(WITHOUT_EFFECT);
        return config;
    }

    private static int headWidth(StrictJson root, DecoderFamily family, int hidden, int heads) {
        if (family == DecoderFamily.QWEN3 || root.has("head_dim")) {
            return root.whole("head_dim");
        }
        if (heads < 1 || hidden % heads != 0) {
            throw root.refuse("hidden_size must be a multiple of num_attention_heads where head_dim is not given");
        }
        return hidden / heads;
    }

    /** Every token sees all before it; a window as long as the positions is none. */
    private static void wholeAttention(StrictJson root, DecoderFamily family, int positions) {
        root.demand("use_sliding_window", "false");
        // Mistral's window is on where the key is left out; the Qwen models state one and switch it off.
        if (family == DecoderFamily.MISTRAL && !root.says("sliding_window")) {
            throw root.refuse("sliding_window is missing, which means 4096: state null");
        }
        boolean window = family == DecoderFamily.MISTRAL || family == DecoderFamily.LLAMA;
        if (window && root.has("sliding_window") && root.whole("sliding_window") < positions) {
            throw root.refuse("sliding_window must be null");
        }
        root.value("layer_types").forEach(kind -> {
            if (!"full_attention".equals(kind.asText())) {
                throw root.refuse("layer_types must all be full_attention, one is " + kind.asText());
            }
        });
    }

    /** This configuration as Transformers writes it. */
    public byte[] json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putArray("architectures").add(family.architecture());
        root.put("model_type", family.modelType());
        root.put("vocab_size", vocabulary);
        root.put("hidden_size", hidden);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", keyValueHeads);
        root.put("head_dim", headWidth);
        root.put("intermediate_size", intermediate);
        root.put("max_position_embeddings", positions);
        root.put("rms_norm_eps", normEpsilon);
        root.put("tie_word_embeddings", tied);
        root.put("rope_theta", rotary.theta());
        rotary.scaling().ifPresent(scaling -> {
            ObjectNode written = root.putObject("rope_scaling");
            written.put("rope_type", "llama3");
            written.put("factor", scaling.factor());
            written.put("low_freq_factor", scaling.lowFactor());
            written.put("high_freq_factor", scaling.highFactor());
            written.put("original_max_position_embeddings", scaling.originalPositions());
        });
        root.put("hidden_act", "silu");
        root.putNull("sliding_window");
        root.put("torch_dtype", "float32");
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UnsupportedModel(FILE + ": " + key + " must be " + least + " to " + most + ", is " + value);
        }
    }
}
