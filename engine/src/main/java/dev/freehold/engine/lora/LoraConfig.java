package dev.freehold.engine.lora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.encoder.Adaptation;
import dev.freehold.engine.encoder.EncoderLinear;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An adapter's configuration, as PEFT's adapter_config.json states it.
 *
 * @param rank inner width of each pair
 * @param alpha the pairs' contribution is scaled by alpha / rank
 * @param dropout while training
 * @param targets names of the linear layers with a pair, sorted: key, dense, query, value
 * @param base name of the model that the adapter belongs to; for people, not checked
 */
public record LoraConfig(int rank, double alpha, double dropout, List<String> targets, String base) {
    /** Name of the file in an adapter folder. */
    public static final String FILE = "adapter_config.json";

    private static final Set<String> KNOWN_TARGETS = Set.of("query", "key", "value", "dense");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLASSIFIER = "classifier";

    /** Keys whose value changes nothing in how a finished adapter computes. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "inference_mode",
            "init_lora_weights",
            "revision",
            "auto_mapping",
            "peft_version",
            "base_model_name_or_path");

    private static final Set<String> READ =
            Set.of("r", "lora_alpha", "lora_dropout", "target_modules", "modules_to_save");
    private static final Map<String, String> DEMANDED =
            Map.of("peft_type", "LORA", "task_type", "SEQ_CLS", "bias", "none");

    public LoraConfig {
        targets = List.copyOf(new TreeSet<>(targets));
        if (targets.isEmpty() || !KNOWN_TARGETS.containsAll(targets)) {
            throw new MalformedAdapter("target_modules must be some of " + new TreeSet<>(KNOWN_TARGETS));
        }
        if (rank < 1 || rank > 1024) {
            throw new MalformedAdapter("r must be 1 to 1024, is " + rank);
        }
        if (!(alpha > 0 && alpha <= 65_536)) {
            throw new MalformedAdapter("lora_alpha must be above 0 and at most 65536, is " + alpha);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new MalformedAdapter("lora_dropout must be 0 to below 1, is " + dropout);
        }
    }

    /** The linear layers of each encoder layer that get a pair. */
    public List<EncoderLinear> linears() {
        return Stream.of(EncoderLinear.values())
                .filter(linear -> targets.contains(linear.target()))
                .toList();
    }

    /** What this adapter adds to an encoder's program. */
    public Adaptation adaptation() {
        return new Adaptation(linears(), alpha / rank, dropout);
    }

    /** This configuration as PEFT writes it. */
    public byte[] json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("peft_type", "LORA");
        root.put("task_type", "SEQ_CLS");
        root.put("base_model_name_or_path", base);
        root.put("r", rank);
        if (alpha == Math.rint(alpha)) {
            root.put("lora_alpha", (int) alpha);
        } else {
            root.put("lora_alpha", alpha);
        }
        root.put("lora_dropout", dropout);
        root.put("bias", "none");
        root.put("fan_in_fan_out", false);
        root.put("inference_mode", true);
        targets.forEach(root.putArray("target_modules")::add);
        root.putArray("modules_to_save").add(CLASSIFIER);
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads an adapter folder's configuration.
     *
     * @throws MalformedAdapter naming the first key that is missing, or would change what the adapter computes
     */
    static LoraConfig read(byte[] json) {
        JsonNode root = parsed(json);
        for (Map.Entry<String, String> demand : DEMANDED.entrySet()) {
            String found = root.path(demand.getKey()).asText();
            if (!demand.getValue().equals(found)) {
                throw new MalformedAdapter(FILE + ": " + demand.getKey() + " must be " + demand.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            String key = field.getKey();
            boolean known = READ.contains(key) || DEMANDED.containsKey(key) || WITHOUT_EFFECT.contains(key);
            if (!known && !isNeutral(field.getValue())) {
                throw new MalformedAdapter(FILE + ": " + key + " is set, and not computed here");
            }
        }
        if (!List.of(CLASSIFIER).equals(texts(root, "modules_to_save"))) {
            throw new MalformedAdapter(FILE + ": modules_to_save must be [\"" + CLASSIFIER + "\"]");
        }
        return new LoraConfig(
                root.path("r").asInt(),
                root.path("lora_alpha").asDouble(),
                root.path("lora_dropout").asDouble(-1),
                texts(root, "target_modules"),
                root.path("base_model_name_or_path").asText());
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new MalformedAdapter(FILE + " is not JSON", e);
        }
    }

    private static boolean isNeutral(JsonNode value) {
        return value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (!value.isValueNode() && value.isEmpty());
    }

    private static List<String> texts(JsonNode root, String key) {
        List<String> texts = new ArrayList<>();
        root.path(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The file in a folder. */
    static Path in(Path folder) {
        return folder.resolve(FILE);
    }
}
