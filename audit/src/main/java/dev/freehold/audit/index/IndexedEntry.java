package dev.freehold.audit.index;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is searchable of one leaf.
 *
 * @param source process that wrote the record, with its epoch and seq
 * @param intent id of the intent that the entry ends, if it is an outcome
 */
public record IndexedEntry(
        TrailEntry entry,
        String source,
        long epoch,
        long seq,
        @Nullable String intent) {
    private static final String UNREADABLE = "unreadable";

    /** An index takes no longer text, and no search asks for one. */
    private static final int LONGEST = 200;

    /** Reads a leaf; never fails: an entry that cannot be read is still an entry, and must not hold up the others. */
    public static IndexedEntry of(long index, byte[] leaf) {
        JsonNode record;
        try {
            record = Json.MAPPER.readTree(leaf);
        } catch (IOException e) {
            record = Json.MAPPER.missingNode();
        }
        @Nullable String kind = text(record.path("resource").path("kind"));
        @Nullable String status = text(record.path("outcome").path("status"));
        TrailEntry entry = new TrailEntry(
                index,
                required(record.path("id")),
                time(record.path("time")),
                required(record.path("type")),
                required(record.path("action")),
                required(record.path("actor").path("pseudonym")),
                text(record.path("use_case")),
                kind == null
                        ? null
                        : kind + ":" + required(record.path("resource").path("name")),
                text(record.path("policy").path("decision")),
                status != null ? status : record.isObject() ? "intent" : UNREADABLE,
                text(record.path("outcome").path("code")));
        return new IndexedEntry(
                entry,
                required(record.path("source")),
                record.path("epoch").asLong(),
                record.path("seq").asLong(),
                text(record.path("intent")));
    }

    private static Instant time(JsonNode value) {
        try {
            return Instant.parse(value.asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String required(JsonNode value) {
        String text = text(value);
        return text == null ? UNREADABLE : text;
    }

    private static @Nullable String text(JsonNode value) {
        if (!value.isTextual()) {
            return null;
        }
        // PostgreSQL has no place for the character 0.
        String text = value.textValue().replace('\0', '\ufffd');
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
