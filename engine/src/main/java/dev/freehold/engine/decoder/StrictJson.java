package dev.freehold.engine.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.encoder.UnsupportedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A JSON object of which every key must be read, or be known to change nothing: what is ignored is ignored on purpose. */
final class StrictJson {
    private static final long MAX_FILE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String place;
    private final JsonNode root;
    private final Set<String> read = new HashSet<>();

    private StrictJson(String place, JsonNode root) {
        this.place = place;
        this.root = root;
    }

    /** Opens a file of a model folder. */
    static StrictJson file(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new UnsupportedModel(name + " is larger than " + MAX_FILE + " bytes");
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new UnsupportedModel(name + " must hold a JSON object");
            }
            return new StrictJson(name, root);
        } catch (IOException e) {
            throw new UnsupportedModel(name + " is missing or not JSON", e);
        }
    }

    /** The object under a key, empty where there is none. */
    StrictJson object(String key) {
        JsonNode value = value(key);
        if (!(value.isObject() || value.isNull() || value.isMissingNode())) {
            throw refuse(key + " must be an object");
        }
        return new StrictJson(place + ": " + key, value.isObject() ? value : JSON.createObjectNode());
    }

    boolean has(String key) {
        return root.hasNonNull(key);
    }

    /** Whether the key is there, if only to say null. */
    boolean says(String key) {
        return root.has(key);
    }

    int whole(String key) {
        JsonNode value = value(key);
        if (!value.isInt()) {
            throw refuse(key + " must be a whole number");
        }
        return value.intValue();
    }

    int whole(String key, int absent) {
        return hasOrMark(key) ? whole(key) : absent;
    }

    double real(String key) {
        JsonNode value = value(key);
        if (!value.isNumber()) {
            throw refuse(key + " must be a number");
        }
        return value.doubleValue();
    }

    double real(String key, double absent) {
        return hasOrMark(key) ? real(key) : absent;
    }

    boolean flag(String key, boolean absent) {
        JsonNode value = value(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refuse(key + " must be true or false");
        }
        return value.isMissingNode() ? absent : value.booleanValue();
    }

    String text(String key, String absent) {
        JsonNode value = value(key);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isTextual()) {
            throw refuse(key + " must be a text");
        }
        return value.textValue();
    }

    /** Refuses any other value than this one. */
    void demand(String key, String only) {
        String found = value(key).asText(only);
        if (!found.equals(only)) {
            throw refuse(key + " must be " + only + ", is " + found);
        }
    }

    /** The value as it is, which the caller checks. */
    JsonNode value(String key) {
        read.add(key);
        return root.path(key);
    }

    /** Refuses what was not read, unless it is known to have no effect, or is nothing: null, false or empty. */
    void end(Set<String> withoutEffect) {
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            String key = field.getKey();
            if (!read.contains(key) && !withoutEffect.contains(key) && !nothing(field.getValue())) {
                throw refuse(key + " is set, and not computed here");
            }
        }
    }

    UnsupportedModel refuse(String what) {
        return new UnsupportedModel(place + ": " + what);
    }

    private boolean hasOrMark(String key) {
        read.add(key);
        return has(key);
    }

    private static boolean nothing(JsonNode value) {
        return value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (value.isContainerNode() && value.isEmpty());
    }
}
