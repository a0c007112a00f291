package dev.freehold.inference.surface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;

/** Bodies as bytes; what is wrong with one is told without its text. */
final class SurfaceJson {
    static final int LARGEST_BODY = 16 << 20;

    private SurfaceJson() {}

    static ObjectNode read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw SurfaceRefusal.tooLarge(LARGEST_BODY);
            }
            if (Json.MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw SurfaceRefusal.malformed("The body is not a JSON object.");
        } catch (IOException e) {
            throw SurfaceRefusal.malformed("The body is not valid JSON.");
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "an answer cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
