package dev.freehold.engine.lora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * PEFT's adapter_config.json for LoRA, whatever the model.
 *
 * @param task {@code task_type}
 * @param rank inner width of each pair
 * @param alpha the pairs' contribution is scaled by alpha / rank
 * @param dropout while training
 * @param targets names of the linear layers with a pair, sorted
 * @param saved names of the modules that the adapter holds whole
 * @param excluded names of modules that get no pair although a target's name fits them
 * @param base name of the model that the adapter belongs to; for people, not checked
 */
public record PeftConfig(
        String task,
        int rank,
        double alpha,
        double dropout,
        List<String> targets,
        List<String> saved,
        List<String> excluded,
        String base) {
    private static final String FILE = LoraConfig.FILE;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keys whose value changes nothing in how a finished adapter computes, the last two as long as others are not set. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "inference_mode",
            "init_lora_weights",
            "revision",
            "auto_mapping",
            "peft_version",
            "base_model_name_or_path",
            "megatron_core",
            "qalora_group_size");

    private static final String EXCLUDE = "exclude_modules";
    private static final Set<String> READ =
            Set.of("r", "lora_alpha", "lora_dropout", "target_modules", "modules_to_save", EXCLUDE);

    /** A configuration that excludes nothing. */
    public PeftConfig(
            String task,
            int rank,
            double alpha,
            double dropout,
            List<String> targets,
            List<String> saved,
            String base) {
        this(task, rank, alpha, dropout, targets, saved, List.of(), base);
    }

    public PeftConfig {
        targets = List.copyOf(new TreeSet<>(targets));
        saved = List.copyOf(saved);
        excluded = List.copyOf(excluded);
        check(rank, alpha, dropout, !targets.isEmpty());
    }

    /** Refuses what is out of bounds, naming it. */
    public static void check(int rank, double alpha, double dropout, boolean anyTarget) {
        if (!anyTarget) {
            throw new MalformedAdapter("target_modules must name at least one");
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

    /**
     * Reads the file.
     *
     * @param task that it must be for
     * @param known targets that the model has
     * @param saved modules that it must hold whole
     * @throws MalformedAdapter naming the first key that is missing, or would change what the adapter computes
     */
    public static PeftConfig read(byte[] json, String task, Set<String> known, List<String> saved) {
        PeftConfig read = read(json, task, known);
        if (!read.saved.equals(saved)) {
            throw new MalformedAdapter(FILE + ": modules_to_save must be " + JSON.valueToTree(saved));
        }
        if (!read.excluded.isEmpty()) {
            throw new MalformedAdapter(FILE + ": " + EXCLUDE + " is set, and not computed here");
        }
        return read;
    }

    /** Reads the file; what it holds whole and excludes is the caller's to judge. */
    static PeftConfig read(byte[] json, String task, Set<String> known) {
        JsonNode root = parsed(json);
        Map<String, String> demanded = Map.of("peft_type", "LORA", "task_type", task, "bias", "none");
        for (Map.Entry<String, String> demand : demanded.entrySet()) {
            String found = root.path(demand.getKey()).asText();
            if (!demand.getValue().equals(found)) {
                throw new MalformedAdapter(FILE + ": " + demand.getKey() + " must be " + demand.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            String key = field.getKey();
            boolean understood = READ.contains(key) || demanded.containsKey(key) || WITHOUT_EFFECT.contains(key);
            if (!understood && !isNeutral(field.getValue())) {
                throw new MalformedAdapter(FILE + ": " + key + " is set, and not computed here");
            }
        }
        List<String> targets = texts(root, "target_modules");
        if (targets.isEmpty() || !known.containsAll(targets)) {
            throw new MalformedAdapter(FILE + ": target_modules must be some of " + new TreeSet<>(known));
        }
        return new PeftConfig(
                task,
                root.path("r").asInt(),
                root.path("lora_alpha").asDouble(),
                root.path("lora_dropout").asDouble(-1),
                targets,
                texts(root, "modules_to_save"),
                texts(root, EXCLUDE),
                root.path("base_model_name_or_path").asText());
    }

    /** This configuration as PEFT writes it. */
    public byte[] json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("peft_type", "LORA");
        root.put("task_type", task);
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
        if (!excluded.isEmpty()) {
            excluded.forEach(root.putArray(EXCLUDE)::add);
        }
        if (saved.isEmpty()) {
            root.putNull("modules_to_save");
        } else {
            saved.forEach(root.putArray("modules_to_save")::add);
        }
        return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
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
}
