package dev.freehold.finetune.dataset;

import static dev.freehold.finetune.dataset.IntakeLimits.LABEL_CHARACTERS;
import static dev.freehold.finetune.dataset.IntakeLimits.LINE_BYTES;
import static dev.freehold.finetune.dataset.IntakeLimits.TEXT_CHARACTERS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.InputError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one line of a training file as a row, and says everything that is wrong with it. */
final class RowReader {
    private static final String SHAPE = "write {\"text\": \"...\", \"label\": \"...\"} on one line";
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.:/+-]{0,63}");

    private final ErrorList errors;

    RowReader(ErrorList errors) {
        this.errors = errors;
    }

    /**
     * Reads a line.
     *
     * @param line without its line feed
     * @return what is good of it: a row whose label, or text, may be missing; empty if it is no object at all
     */
    Optional<Parsed> read(int number, ByteBuffer line) {
        if (line.remaining() > LINE_BYTES) {
            errors.add(InputError.at(number, "row", "longer than " + LINE_BYTES + " bytes", "shorten the text"));
            return Optional.empty();
        }
        String json;
        try {
            json = StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException e) {
            errors.add(InputError.at(number, "row", "not UTF-8", "save the file in UTF-8"));
            return Optional.empty();
        }
        return object(number, json).map(object -> row(number, object));
    }

    private Optional<JsonNode> object(int number, String json) {
        if (json.startsWith("\ufeff")) {
            errors.add(InputError.at(number, "row", "starts with a byte order mark", "save as UTF-8 without one"));
            return Optional.empty();
        }
        if (json.isBlank()) {
            errors.add(InputError.at(number, "row", "blank line", "remove the line"));
            return Optional.empty();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(json);
            if (node.isObject()) {
                return Optional.of(node);
            }
            errors.add(InputError.at(number, "row", "no JSON object", SHAPE));
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            errors.add(InputError.at(number, "row", "not valid JSON at column " + column, SHAPE));
        }
        return Optional.empty();
    }

    private Parsed row(int number, JsonNode object) {
        boolean good = onlyTextAndLabel(number, object);
        Optional<String> text = member(number, object, "text").filter(value -> goodText(number, value));
        Optional<String> label = member(number, object, "label").filter(value -> goodLabel(number, value));
        return new Parsed(text, label, good && text.isPresent() && label.isPresent());
    }

    /** A member that nobody reads could carry personal data past the mask, and says that the file is of another kind. */
    private boolean onlyTextAndLabel(int number, JsonNode object) {
        int place = 0;
        boolean good = true;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            place++;
            if (!name.equals("text") && !name.equals("label")) {
                errors.add(InputError.at(
                        number, "member " + place, "a row has text and label, nothing else", "remove the member"));
                good = false;
            }
        }
        return good;
    }

    private Optional<String> member(int number, JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            errors.add(InputError.at(number, name, "missing", SHAPE));
            return Optional.empty();
        }
        if (!value.isTextual()) {
            errors.add(InputError.at(number, name, "not a string", "write it in double quotes"));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    private boolean goodText(int number, String text) {
        if (text.isBlank()) {
            errors.add(InputError.at(number, "text", "blank", "give a text or remove the row"));
        } else if (text.length() > TEXT_CHARACTERS) {
            errors.add(InputError.at(
                    number,
                    "text",
                    text.length() + " characters, more than " + TEXT_CHARACTERS,
                    "shorten it or split the row"));
        } else if (hasLoneSurrogate(text)) {
            errors.add(InputError.at(number, "text", "half of a surrogate pair", "write the whole character"));
        } else {
            return true;
        }
        return false;
    }

    private boolean goodLabel(int number, String label) {
        if (LABEL.matcher(label).matches()) {
            return true;
        }
        errors.add(InputError.at(
                number,
                "label",
                label.isBlank() ? "blank" : "not a class name",
                "use 1 to " + LABEL_CHARACTERS + " letters, digits, spaces and _ . : / + - after a letter or digit"));
        return false;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * What could be read of a row.
     *
     * @param good whether it may be kept
     */
    record Parsed(Optional<String> text, Optional<String> label, boolean good) {}
}
