package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.problem.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;

/** Members of a JSON object, and what is wrong with them: all errors are kept, so that a body is mended in one go. */
final class Members {
    private final List<InputError> errors = new ArrayList<>();

    List<InputError> errors() {
        return List.copyOf(errors);
    }

    void refuse(String name, String problem, String fix) {
        errors.add(InputError.of(name, problem, fix));
    }

    /** Refuses every member that is not one of these; a null one counts as left out. */
    void onlyKnown(JsonNode object, Set<String> names, String prefix) {
        int place = 0;
        for (var member : object.properties()) {
            place++;
            if (!names.contains(member.getKey()) && !member.getValue().isNull()) {
                String name = member.getKey().matches("[a-z_]{1,40}") ? member.getKey() : "member " + place;
                refuse(prefix + name, "not taken by this service", "leave it out; taken: " + sorted(names));
            }
        }
    }

    /** A member that is an object; empty if it is left out or something else, which is then refused. */
    Optional<JsonNode> object(JsonNode parent, String name, String prefix) {
        JsonNode value = parent.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            refuse(prefix + name, "no JSON object", "send an object, or leave it out");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A number; empty if it is left out, or is {@code auto}, OpenAI's word for the default. */
    Optional<Double> number(JsonNode parent, String name, String prefix, Bounds bounds) {
        JsonNode value = parent.path(name);
        if (absent(value) || (value.isTextual() && value.textValue().equals("auto"))) {
            return Optional.empty();
        }
        if (!value.isNumber()
                || (bounds.whole() && !value.isIntegralNumber())
                || !bounds.within().test(value.doubleValue())) {
            refuse(prefix + name, "out of bounds", "give a " + bounds.words() + ", or \"auto\"");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }

    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    /** Between which a number must lie. */
    record Bounds(double least, double most, boolean whole) {
        DoublePredicate within() {
            return number -> number >= least && number <= most;
        }

        String words() {
            return whole
                    ? "whole number from " + (long) least + " to " + (long) most
                    : "number from " + least + " to " + most;
        }
    }
}
