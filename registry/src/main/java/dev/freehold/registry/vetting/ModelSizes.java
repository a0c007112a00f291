package dev.freehold.registry.vetting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.engine.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's config.json states of its family and sizes, held against its weights.
 *
 * @param modelType as config.json names it
 * @param layers of the model
 * @param hidden width of each layer's output
 * @param vocabulary number of token ids
 * @param positions longest text, in tokens
 */
public record ModelSizes(String modelType, int layers, int hidden, int vocabulary, int positions) {
    private static final String FILE = "config.json";
    private static final String ENCODER = "bert";

    /** Each model type that is taken, with the one architecture that it is served as. */
    private static final Map<String, List<String>> ARCHITECTURES = Map.of(
            ENCODER,
            List.of("BertModel", "BertForMaskedLM"),
            "llama",
            List.of("LlamaForCausalLM"),
            "mistral",
            List.of("MistralForCausalLM"),
            "qwen2",
            List.of("Qwen2ForCausalLM"),
            "qwen3",
            List.of("Qwen3ForCausalLM"));

    /**
     * Reads a folder's configuration.
     *
     * @throws Refused naming the first key that is missing or asks for what is not taken
     */
    public static ModelSizes read(Path folder) throws IOException, Refused {
        return read(folder, ARCHITECTURES);
    }

    /** Reads the configuration of whole weights that were tuned here: an encoder then has a classifier's head. */
    public static ModelSizes ofTuned(Path folder) throws IOException, Refused {
        Map<String, List<String>> tuned = new HashMap<>(ARCHITECTURES);
        tuned.put(ENCODER, List.of("BertForSequenceClassification"));
        return read(folder, tuned);
    }

    private static ModelSizes read(Path folder, Map<String, List<String>> taken) throws IOException, Refused {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new Refused("the file " + FILE + " is missing");
        }
        JsonNode config = VersionFiles.json(file);
        String type = config.path("model_type").asText();
        List<String> architectures = taken.get(type);
        if (architectures == null) {
            throw new Refused(FILE + ": model_type must be one of "
                    + String.join(", ", taken.keySet().stream().sorted().toList()));
        }
        for (JsonNode architecture : config.path("architectures")) {
            if (!architectures.contains(architecture.asText())) {
                throw new Refused(FILE + ": architectures must name " + String.join(" or ", architectures));
            }
        }
        for (String foreign : List.of("auto_map", "quantization_config")) {
            if (config.hasNonNull(foreign)) {
                throw new Refused(
                        FILE + ": " + foreign + " is not taken: it asks for code or for numbers of another kind");
            }
        }
        return new ModelSizes(
                type,
                whole(config, "num_hidden_layers", 1024),
                whole(config, "hidden_size", 65_536),
                whole(config, "vocab_size", 4_000_000),
                whole(config, "max_position_embeddings", 1 << 24));
    }

    /** Whether it turns texts into vectors; otherwise it writes them. */
    public boolean encoder() {
        return modelType.equals(ENCODER);
    }

    /**
     * Holds the weights against the sizes.
     *
     * @throws Refused naming the first tensor that is missing or has another shape
     */
    public void check(Weights weights) throws Refused {
        if (encoder()) {
            String prefix = weights.tensors().containsKey("bert.embeddings.word_embeddings.weight") ? "bert." : "";
            shaped(weights, prefix + "embeddings.word_embeddings.weight", vocabulary, hidden);
            everyLayer(weights, prefix + "encoder.layer.", ".attention.self.query.weight");
            if (weights.files() > 1) {
                throw new Refused("an encoder comes in one " + Weights.FILE);
            }
        } else {
            shaped(weights, "model.embed_tokens.weight", vocabulary, hidden);
            shaped(weights, "model.norm.weight", hidden);
            everyLayer(weights, "model.layers.", ".self_attn.q_proj.weight");
        }
    }

    private void everyLayer(Weights weights, String before, String after) throws Refused {
        for (int i = 0; i <= layers; i++) {
            String name = before + i + after;
            if (weights.tensors().containsKey(name) != (i < layers)) {
                throw new Refused(
                        i < layers
                                ? "the tensor " + name + " is missing"
                                : "the weights have more layers than " + FILE + " states");
            }
        }
    }

    private static void shaped(Weights weights, String name, long... shape) throws Refused {
        TensorEntry entry = weights.tensors().get(name);
        if (entry == null) {
            throw new Refused("the tensor " + name + " is missing");
        }
        List<Long> wanted = Arrays.stream(shape).boxed().toList();
        if (!entry.shape().equals(wanted)) {
            throw new Refused(
                    "the tensor " + name + " has the shape " + entry.shape() + ", " + FILE + " asks for " + wanted);
        }
    }

    private static int whole(JsonNode config, String key, int most) throws Refused {
        JsonNode value = config.path(key);
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            throw new Refused(FILE + ": " + key + " must be a whole number from 1 to " + most);
        }
        return value.intValue();
    }
}
