package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.InputError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one line of a training file as a JSON object, or says why it is none. */
final class LineReader {
    private static final String SHAPE = "write " + LabelledRows.SHAPE + " or " + ChatRows.SHAPE + " on one line";

    private final ErrorList errors;

    LineReader(ErrorList errors) {
        this.errors = errors;
    }

    /**
     * Reads a line.
     *
     * @param line without its line feed
     * @param bytes longest line
     */
    Optional<JsonNode> read(int number, ByteBuffer line, int bytes) {
        if (line.remaining() > bytes) {
            errors.add(InputError.at(number, "row", "longer than " + bytes + " bytes", "shorten the text"));
            return Optional.empty();
        }
        try {
            return object(
                    number, StandardCharsets.UTF_8.newDecoder().decode(line).toString());
        } catch (CharacterCodingException e) {
            errors.add(InputError.at(number, "row", "not UTF-8", "save the file in UTF-8"));
            return Optional.empty();
        }
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
}
