package dev.freehold.registry.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * The figures that an approver sees, fixed when a version is vetted.
 *
 * @param json a JSON object in canonical form; fractions are written as text
 */
public record Evaluation(String json) {
    private static final int LONGEST = 1 << 20;

    public Evaluation {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException("an evaluation has at most " + LONGEST + " characters");
        }
        try {
            if (!(Json.MAPPER.readTree(json) instanceof ObjectNode figures)) {
                throw new IllegalArgumentException("an evaluation is a JSON object");
            }
            json = new String(CanonicalJson.bytes(figures), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an evaluation is a JSON object", e);
        }
    }
}
