package dev.freehold.contracts.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The canonical bytes of a JSON document, as RFC 8785 gives them, for documents without fractions.
 *
 * <p>Numbers must be integers of at most 2^53 - 1 in size (RFC 8785, section 3.2.2.3, and I-JSON): every number that this
 * house writes into a record is a count, and a fraction is refused, never rounded.
 */
public final class CanonicalJson {
    private static final long LARGEST_SAFE_INTEGER = (1L << 53) - 1;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /**
     * Writes a document in canonical form.
     *
     * @return UTF-8 bytes
     * @throws IllegalArgumentException if a number is no integer within +-(2^53 - 1), or a string holds a lone surrogate
     */
    public static byte[] bytes(JsonNode document) {
        StringBuilder out = new StringBuilder(512);
        write(document, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Appends a value in canonical form, for whoever puts a document together.
     *
     * @throws IllegalArgumentException as {@link #bytes} does
     */
    public static void append(JsonNode value, StringBuilder out) {
        write(value, out);
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeString(node.textValue(), out);
            case NUMBER -> writeInteger(node, out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("no canonical form for " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        // String.compareTo orders by UTF-16 code unit, which is what section 3.2.3 asks for.
        Collections.sort(names);
        char separator = '{';
        for (String name : names) {
            out.append(separator);
            writeString(name, out);
            out.append(':');
            write(object.get(name), out);
            separator = ',';
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        char separator = '[';
        for (JsonNode element : array) {
            out.append(separator);
            write(element, out);
            separator = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private static void writeInteger(JsonNode number, StringBuilder out) {
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || Math.abs(number.longValue()) > LARGEST_SAFE_INTEGER) {
            throw new IllegalArgumentException("no exact integer of at most 2^53 - 1: " + number);
        }
        out.append(number.longValue());
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
                    } else {
                        refuseLoneSurrogate(text, i);
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void refuseLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        boolean high = Character.isHighSurrogate(c);
        boolean paired = high
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        if (Character.isSurrogate(c) && !paired) {
            throw new IllegalArgumentException("lone surrogate at index " + i);
        }
    }
}
