package dev.freehold.registry.vetting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.engine.weights.MalformedWeights;
import dev.freehold.engine.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a version, each looked at for what its name promises; nothing else may lie beside them. */
public final class VersionFiles {
    private static final int MOST_FILES = 64;
    private static final long LONGEST_TEXT = 64L << 20;

    private VersionFiles() {}

    /**
     * Checks a folder with whole weights.
     *
     * @return how many tensors the weights hold
     * @throws Refused naming the file that is missing, additional or not what it should be
     */
    public static int base(Path folder) throws IOException, Refused {
        checkAll(folder, Set.of("config.json", "model.safetensors", "tokenizer.json"));
        return tensors(folder.resolve("model.safetensors"));
    }

    /**
     * Checks a folder with an adapter in PEFT's format.
     *
     * @return how many tensors the adapter holds
     * @throws Refused naming the file that is missing, additional or not what it should be
     */
    public static int adapter(Path folder) throws IOException, Refused {
        checkAll(folder, Set.of("adapter_config.json", "adapter_model.safetensors"));
        JsonNode config = json(folder.resolve("adapter_config.json"));
        if (!config.path("peft_type").asText().equals("LORA")) {
            throw new Refused("adapter_config.json must have peft_type LORA");
        }
        if (!config.path("r").isInt() || config.path("r").asInt() < 1) {
            throw new Refused("adapter_config.json must have a rank r of at least 1");
        }
        if (config.path("target_modules").isEmpty()) {
            throw new Refused("adapter_config.json must list its target_modules");
        }
        return tensors(folder.resolve("adapter_model.safetensors"));
    }

    private static void checkAll(Path folder, Set<String> required) throws IOException, Refused {
        List<Path> entries;
        try (Stream<Path> listing = Files.list(folder)) {
            entries = listing.limit(MOST_FILES + 1L).toList();
        }
        if (entries.size() > MOST_FILES) {
            throw new Refused("a version has at most " + MOST_FILES + " files");
        }
        for (Path entry : entries) {
            check(entry);
        }
        for (String name : required) {
            if (!Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new Refused("the file " + name + " is missing");
            }
        }
    }

    private static void check(Path entry) throws IOException, Refused {
        String name = String.valueOf(entry.getFileName());
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refused(name + " is no plain file");
        }
        if (name.endsWith(".safetensors")) {
            tensors(entry);
        } else if (name.endsWith(".json")) {
            json(entry);
        } else {
            throw new Refused(name + " is neither a .safetensors nor a .json file");
        }
    }

    /** Opening reads and checks the header: every byte behind it belongs to exactly one tensor. */
    private static int tensors(Path weights) throws Refused {
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            return file.entries().size();
        } catch (MalformedWeights e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode json(Path file) throws IOException, Refused {
        if (Files.size(file) > LONGEST_TEXT) {
            throw new Refused(file.getFileName() + " is longer than " + LONGEST_TEXT + " bytes");
        }
        try {
            return Json.MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new Refused(file.getFileName() + " is not JSON");
        }
    }
}
