package dev.freehold.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;

/**
 * What a leaf says of its own place.
 *
 * @param prev SHA-256 of the record that the same source wrote before
 * @param digest SHA-256 of the leaf itself
 */
record Placed(TenantId tenant, Position position, Digest prev, Digest digest) {
    /**
     * Reads the members {@code tenant}, {@code source}, {@code epoch}, {@code seq} and {@code prev} of a leaf.
     *
     * @throws IllegalArgumentException if one is missing or of another kind; the message names it, never its value
     */
    static Placed in(byte[] leaf) {
        JsonNode record;
        try {
            record = Json.MAPPER.readTree(leaf);
        } catch (IOException e) {
            throw new IllegalArgumentException("the record is not JSON", e);
        }
        return new Placed(
                new TenantId(text(record, "tenant")),
                new Position(text(record, "source"), count(record, "epoch"), count(record, "seq")),
                new Digest(text(record, "prev")),
                Digest.of(leaf));
    }

    private static String text(JsonNode record, String member) {
        JsonNode value = record.path(member);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the record has no text '" + member + "'");
        }
        return value.textValue();
    }

    private static long count(JsonNode record, String member) {
        JsonNode value = record.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("the record has no count '" + member + "'");
        }
        return value.longValue();
    }
}
