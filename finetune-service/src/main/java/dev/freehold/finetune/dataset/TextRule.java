package dev.freehold.finetune.dataset;

import static dev.freehold.finetune.dataset.IntakeLimits.TEXT_CHARACTERS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.problem.InputError;
import java.util.Optional;

/** What every text of a row must keep to, whatever the row's kind. */
final class TextRule {
    private final ErrorList errors;

    TextRule(ErrorList errors) {
        this.errors = errors;
    }

    /**
     * A member that is a string.
     *
     * @param field how errors name it
     */
    Optional<String> string(int number, JsonNode object, String name, String field, String shape) {
        JsonNode value = object.get(name);
        if (value == null) {
            errors.add(InputError.at(number, field, "missing", "write " + shape + " on one line"));
            return Optional.empty();
        }
        if (!value.isTextual()) {
            errors.add(InputError.at(number, field, "not a string", "write it in double quotes"));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    boolean good(int number, String field, String text) {
        if (text.isBlank()) {
            errors.add(InputError.at(number, field, "blank", "give a text or remove the row"));
        } else if (text.length() > TEXT_CHARACTERS) {
            errors.add(InputError.at(
                    number,
                    field,
                    text.length() + " characters, more than " + TEXT_CHARACTERS,
                    "shorten it or split the row"));
        } else if (hasLoneSurrogate(text)) {
            errors.add(InputError.at(number, field, "half of a surrogate pair", "write the whole character"));
        } else {
            return true;
        }
        return false;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
