package dev.freehold.enforcement.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * The bytes of a JSON file of a bundle for which the hash of the bytes is the hash that OPA takes of the document
 * (openpolicyagent.org, "Bundle signature format"): sorted names, no spaces, no end of line. So a signature covers each byte.
 */
public final class StructuredText {
    private static final String LINE_SEPARATORS = "\u2028\u2029";

    private StructuredText() {}

    /**
     * Writes a document.
     *
     * @throws IllegalArgumentException if it has a fraction, or text that OPA writes otherwise: U+2028, U+2029, or a name
     *     with characters beyond U+FFFF
     */
    public static byte[] of(JsonNode document) {
        requireNames(document);
        byte[] bytes = CanonicalJson.bytes(document);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.chars().anyMatch(character -> LINE_SEPARATORS.indexOf(character) >= 0)) {
            throw new IllegalArgumentException("the text U+2028 or U+2029 has no place in a bundle's data");
        }
        return bytes;
    }

    /** The same document, written by somebody. */
    public static byte[] of(byte[] json) {
        return of(Json.read(json, JsonNode.class));
    }

    private static void requireNames(JsonNode node) {
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            if (names.next().chars().anyMatch(character -> Character.isSurrogate((char) character))) {
                throw new IllegalArgumentException("a name in a bundle's data has characters beyond U+FFFF");
            }
        }
        node.forEach(StructuredText::requireNames);
    }
}
