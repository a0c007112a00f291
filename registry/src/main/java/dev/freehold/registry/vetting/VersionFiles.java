package dev.freehold.registry.vetting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** Text that clients of the Transformers library read; none of it is read here. */
    private static final Set<String> TEXTS = Set.of("README.md", "chat_template.jinja", "merges.txt", "vocab.txt");

    private VersionFiles() {}

    /**
     * Checks a folder with whole weights.
     *
     * @throws Refused naming the file that is missing, additional or not what it should be
     */
    public static Weights base(Path folder) throws IOException, Refused {
        checkAll(folder, Set.of("config.json", "tokenizer.json"));
        return Weights.of(folder);
    }

    /**
     * Checks a folder with an adapter in PEFT's format.
     *
     * @throws Refused naming the file that is missing, additional or not what it should be
     */
    public static Weights adapter(Path folder) throws IOException, Refused {
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
        return Weights.of(folder.resolve("adapter_model.safetensors"), List.of());
    }

    /**
     * Reads a JSON object.
     *
     * @throws Refused if it is too long or something else
     */
    public static JsonNode json(Path file) throws IOException, Refused {
        requireShort(file);
        try {
            return Json.MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new Refused(file.getFileName() + " is not JSON");
        }
    }

    private static void checkAll(Path folder, Set<String> required) throws IOException, Refused {
        List<Path> entries;
        try (Stream<Path> listing = Files.list(folder)) {
            entries = listing.limit(MOST_FILES + 1L).sorted().toList();
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
        Programs.refuse(entry, name);
        if (name.endsWith(".json")) {
            json(entry);
        } else if (TEXTS.contains(name)) {
            text(entry);
        } else if (!name.endsWith(".safetensors")) {
            throw new Refused(name + " is neither a .safetensors nor a .json file, nor a text that is taken");
        }
    }

    private static void text(Path file) throws IOException, Refused {
        requireShort(file);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (CharacterCodingException e) {
            throw new Refused(file.getFileName() + " is not text in UTF-8");
        }
    }

    private static void requireShort(Path file) throws IOException, Refused {
        if (Files.size(file) > LONGEST_TEXT) {
            throw new Refused(file.getFileName() + " is longer than " + LONGEST_TEXT + " bytes");
        }
    }
}
