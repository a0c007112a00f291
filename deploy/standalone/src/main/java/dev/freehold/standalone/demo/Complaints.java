package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generator of synthetic complaints to a bank that does not exist, with personal data planted in most of them.
 *
 * <p>A complaint is an opener and a closer that talk of anything, one sentence that decides its topic, and often a
 * sentence with contact or account data; so the topic cannot be told from a product's name alone. The same seed gives
 * the same bytes.
 */
final class Complaints {
    /** Rows of the demo's dataset. */
    static final int ROWS = 420;

    static final long SEED = 20_261_123L;

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
    private static final double PLANTED_SHARE = 0.6;

    private final JsonNode phrases;
    private final RandomGenerator random;

    private Complaints(JsonNode phrases, RandomGenerator random) {
        this.phrases = phrases;
        this.random = random;
    }

    /** Writes rows as JSON Lines: {@code {"text": ..., "label": ...}}. */
    static String jsonLines(int rows, long seed) {
        Complaints complaints = new Complaints(phrases(), new SplittableRandom(seed));
        List<String> topics = new ArrayList<>();
        complaints.phrases.path("topics").fieldNames().forEachRemaining(topics::add);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String topic = topics.get(i % topics.size());
            ObjectNode row = Json.MAPPER.createObjectNode();
            row.put("text", complaints.text(topic));
            row.put("label", topic);
            lines.add(row.toString());
        }
        Collections.shuffle(lines, new Random(seed));
        return String.join("\n", lines) + "\n";
    }

    private String text(String topic) {
        List<String> sentences = new ArrayList<>();
        sentences.add(pick(phrases.path("openers")));
        sentences.add(pick(phrases.path("topics").path(topic)));
        if (random.nextDouble() < PLANTED_SHARE) {
            sentences.add(pick(phrases.path("planted")));
        }
        sentences.add(pick(phrases.path("closers")));
        if (random.nextBoolean()) {
            Collections.swap(sentences, 0, 1);
        }
        return String.join(" ", sentences);
    }

    private String pick(JsonNode choices) {
        String phrase = choices.path(random.nextInt(choices.size())).asText();
        StringBuilder filled = new StringBuilder();
        Matcher slot = SLOT.matcher(phrase);
        while (slot.find()) {
            JsonNode values = phrases.path("slots").path(slot.group(1));
            slot.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(
                            values.path(random.nextInt(values.size())).asText()));
        }
        slot.appendTail(filled);
        String text = filled.toString();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static JsonNode phrases() {
        try (InputStream resource = Complaints.class.getResourceAsStream("complaints.json")) {
            return Json.MAPPER.readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
