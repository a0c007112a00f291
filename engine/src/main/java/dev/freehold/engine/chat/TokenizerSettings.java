package dev.freehold.engine.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model folder says of its conversations.
 *
 * @param template source of the chat template
 * @param specialTokens by the name that templates know them by, such as {@code bos_token}
 */
record TokenizerSettings(Optional<String> template, Map<String, String> specialTokens) {
    static final String TEMPLATE = "chat_template.jinja";
    static final String CONFIG = "tokenizer_config.json";
    private static final String SPECIAL = "special_tokens_map.json";
    private static final String DEFAULT = "default";
    private static final List<String> TOKENS =
            List.of("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token");
    private static final long MAX_FILE = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    TokenizerSettings {
        specialTokens = Map.copyOf(specialTokens);
    }

    static TokenizerSettings read(Path folder) {
        JsonNode config = json(folder.resolve(CONFIG));
        JsonNode special = json(folder.resolve(SPECIAL));
        Map<String, String> tokens = new HashMap<>();
        for (String name : TOKENS) {
            JsonNode token = config.hasNonNull(name) ? config.get(name) : special.path(name);
            String content =
                    token.isTextual() ? token.asText() : token.path("content").asText();
            if (!content.isEmpty()) {
                tokens.put(name, content);
            }
        }
        Optional<String> file = bounded(folder.resolve(TEMPLATE));
        return new TokenizerSettings(file.or(() -> template(config.path("chat_template"))), tokens);
    }

    /** A text, or a list of named ones of which the default counts. */
    private static Optional<String> template(JsonNode node) {
        if (node.isTextual()) {
            return Optional.of(node.asText());
        }
        for (JsonNode named : node) {
            if (DEFAULT.equals(named.path("name").asText())) {
                return Optional.of(named.path("template").asText());
            }
        }
        return Optional.empty();
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(bounded(file).orElse("{}"));
        } catch (JsonProcessingException e) {
            throw new Refusal(file.getFileName() + " is not JSON", e);
        }
    }

    private static Optional<String> bounded(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_FILE) {
                throw new Refusal(file.getFileName() + " is larger than " + MAX_FILE + " bytes");
            }
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getFileName(), e);
        }
    }
}
