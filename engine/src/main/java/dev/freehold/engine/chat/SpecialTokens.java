package dev.freehold.engine.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The texts that a model's tokenizer turns into special tokens wherever they stand, such as the mark at the end of a turn.
 * Whoever could write one into a message, or into a row that is trained on, could speak as the system or end a turn.
 */
public final class SpecialTokens {
    private static final String FILE = "tokenizer.json";
    private static final long MAX_FILE = 64L << 20;

    /** By their first character: a text is then looked through once, however many there are. */
    private final Map<Character, List<String>> byStart = new HashMap<>();

    /** Those of a list; empty ones count for nothing. */
    public SpecialTokens(Collection<String> texts) {
        Map<Character, TreeSet<String>> sorted = new TreeMap<>();
        for (String text : texts) {
            if (!text.isEmpty()) {
                sorted.computeIfAbsent(text.charAt(0), start -> new TreeSet<>()).add(text);
            }
        }
        sorted.forEach((start, all) -> byStart.put(start, List.copyOf(all)));
    }

    /**
     * Those of a model folder's tokenizer.
     *
     * @throws Refusal if its tokenizer.json is too large or no JSON
     */
    public static SpecialTokens of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new Refusal(FILE + " is larger than " + MAX_FILE + " bytes");
            }
            TreeSet<String> special = new TreeSet<>();
            for (JsonNode token : new ObjectMapper().readTree(file.toFile()).path("added_tokens")) {
                if (token.path("special").asBoolean()) {
                    special.add(token.path("content").asText());
                }
            }
            return new SpecialTokens(special);
        } catch (JsonProcessingException e) {
            throw new Refusal(FILE + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /** The first one that a text spells. */
    public Optional<String> in(String text) {
        for (int i = 0; i < text.length(); i++) {
            for (String token : byStart.getOrDefault(text.charAt(i), List.of())) {
                if (text.startsWith(token, i)) {
                    return Optional.of(token);
                }
            }
        }
        return Optional.empty();
    }
}
