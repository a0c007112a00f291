package dev.freehold.engine.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sizes of a BERT encoder, as its config.json states them.
 *
 * @param vocabulary number of token ids
 * @param hidden width of every layer's output
 * @param layers of the encoder
 * @param heads of attention in each layer
 * @param intermediate width between the two linear layers of the feed-forward part
 * @param positions longest input, in tokens
 * @param segments number of token type ids
 * @param layerNormEpsilon added to the variance in layer normalisation
 * @param padding token id that fills up shorter rows of a batch
 */
public record EncoderConfig(
        int vocabulary,
        int hidden,
        int layers,
        int heads,
        int intermediate,
        int positions,
        int segments,
        double layerNormEpsilon,
        int padding) {
    /** Name of the file in a model folder. */
    public static final String FILE = "config.json";

    private static final long MAX_FILE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    public EncoderConfig {
        within("vocab_size", vocabulary, 1, 4_000_000);
        within("hidden_size", hidden, 1, 16_384);
        within("num_hidden_layers", layers, 1, 256);
        within("num_attention_heads", heads, 1, 256);
        within("intermediate_size", intermediate, 1, 65_536);
        within("max_position_embeddings", positions, 8, 131_072);
        within("type_vocab_size", segments, 1, 1024);
        within("pad_token_id", padding, 0, vocabulary - 1);
        if (hidden % heads != 0) {
            throw new UnsupportedModel("hidden_size must be a multiple of num_attention_heads");
        }
        if (!(layerNormEpsilon > 0 && layerNormEpsilon < 1)) {
            throw new UnsupportedModel("layer_norm_eps must be between 0 and 1, is " + layerNormEpsilon);
        }
    }

    /**
     * Reads a model folder's configuration.
     *
     * @throws UnsupportedModel naming the first key that is missing or asks for something that is not computed here
     */
    public static EncoderConfig read(Path folder) {
        JsonNode root = json(folder);
        demand(root, "model_type", "bert", "");
        demand(root, "hidden_act", "gelu", "gelu");
        demand(root, "position_embedding_type", "absolute", "absolute");
        demand(root, "is_decoder", "false", "false");
        demand(root, "add_cross_attention", "false", "false");
        return new EncoderConfig(
                whole(root, "vocab_size"),
                whole(root, "hidden_size"),
                whole(root, "num_hidden_layers"),
                whole(root, "num_attention_heads"),
                whole(root, "intermediate_size"),
                whole(root, "max_position_embeddings"),
                root.has("type_vocab_size") ? whole(root, "type_vocab_size") : 2,
                root.has("layer_norm_eps") ? root.get("layer_norm_eps").asDouble() : 1e-12,
                root.has("pad_token_id") ? whole(root, "pad_token_id") : 0);
    }

    /** This configuration as Transformers writes it. */
    public byte[] json() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add("BertModel");
        root.put("model_type", "bert");
        root.put("vocab_size", vocabulary);
        root.put("hidden_size", hidden);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("intermediate_size", intermediate);
        root.put("max_position_embeddings", positions);
        root.put("type_vocab_size", segments);
        root.put("layer_norm_eps", layerNormEpsilon);
        root.put("pad_token_id", padding);
        root.put("hidden_act", "gelu");
        root.put("position_embedding_type", "absolute");
        root.put("torch_dtype", "float32");
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A model folder's configuration as it stands. */
    static JsonNode json(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new UnsupportedModel(FILE + " is larger than " + MAX_FILE + " bytes");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UnsupportedModel(FILE + " is missing or not JSON", e);
        }
    }

    private static void demand(JsonNode root, String key, String only, String absent) {
        String found = root.has(key) ? root.get(key).asText() : absent;
        if (!found.equals(only)) {
            throw new UnsupportedModel(
                    FILE + ": " + key + " must be " + only + (found.isEmpty() ? ", is missing" : ", is " + found));
        }
    }

    private static int whole(JsonNode root, String key) {
        JsonNode value = root.path(key);
        if (!value.isInt()) {
            throw new UnsupportedModel(FILE + ": " + key + " must be a whole number");
        }
        return value.intValue();
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UnsupportedModel(FILE + ": " + key + " must be " + least + " to " + most + ", is " + value);
        }
    }
}
