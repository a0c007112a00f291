package dev.freehold.gateway.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request. Fields that nobody asks for are ignored, as OpenAI's servers do; doubled ones are refused,
 * because two readers could take different ones.
 */
public final class RequestObject {
    private static final int LONGEST_NAME = 200;
    private final JsonNode object;

    private RequestObject(JsonNode object) {
        this.object = object;
    }

    /**
     * @throws Refusal naming the line and column of what is no JSON; the text itself is not repeated
     */
    public static RequestObject parse(byte[] body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw wrong("The request body is not valid JSON" + place(e.getLocation()) + ".", null);
        } catch (IOException e) {
            throw wrong("The request body is not valid JSON: it is not UTF-8 text.", null);
        }
        if (root == null || !root.isObject()) {
            throw wrong("The request body is not a JSON object.", null);
        }
        return new RequestObject(root);
    }

    /** The name in {@code model}. */
    public String model() {
        String name = text("model").orElseThrow(() -> wrong("The field 'model' is missing.", "model"));
        if (name.isBlank() || name.length() > LONGEST_NAME || !UnicodeText.isWellFormed(name)) {
            throw wrong("The field 'model' is not 1 to " + LONGEST_NAME + " characters of text.", "model");
        }
        return name;
    }

    public Optional<String> text(String field) {
        return present(field).map(value -> {
            if (!value.isTextual()) {
                throw wrong("The field '" + field + "' is not a string.", field);
            }
            return value.textValue();
        });
    }

    public Optional<Integer> positiveInteger(String field) {
        return present(field).map(value -> {
            if (!value.isInt() || value.intValue() < 1) {
                throw wrong("The field '" + field + "' is not a positive integer.", field);
            }
            return value.intValue();
        });
    }

    public Optional<Long> integer(String field) {
        return present(field).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw wrong("The field '" + field + "' is not an integer of 64 bits.", field);
            }
            return value.longValue();
        });
    }

    public Optional<Double> number(String field) {
        return present(field).map(value -> {
            if (!value.isNumber()) {
                throw wrong("The field '" + field + "' is not a number.", field);
            }
            return value.doubleValue();
        });
    }

    public Optional<Boolean> flag(String field) {
        return present(field).map(value -> {
            if (!value.isBoolean()) {
                throw wrong("The field '" + field + "' is neither true nor false.", field);
            }
            return value.booleanValue();
        });
    }

    /** A field's value; absent where it is missing or null. */
    public Optional<JsonNode> present(String field) {
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
    }

    private static String place(@Nullable JsonLocation where) {
        return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static Refusal wrong(String message, @Nullable String param) {
        return new Refusal(OpenAiErrors.malformed(
                message, param, "Send the JSON object that OpenAI's clients send for this operation."));
    }
}
