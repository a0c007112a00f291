package dev.freehold.engine.chat.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call is given.
 *
 * @param line of the call in the template
 * @param positional in order
 * @param named by keyword
 */
record Arguments(int line, List<Object> positional, Map<String, Object> named) {
    Arguments {
        positional = List.copyOf(positional);
        named = Map.copyOf(named);
    }

    /** The argument at a place, or of a name. */
    Optional<Object> find(int place, String name) {
        if (place < positional.size()) {
            return Optional.of(positional.get(place));
        }
        return Optional.ofNullable(named.get(name));
    }

    Object require(int place, String name) {
        return find(place, name).orElseThrow(() -> refuse("argument " + name + " is missing"));
    }

    String text(int place, String name) {
        if (require(place, name) instanceof String text) {
            return text;
        }
        throw refuse("argument " + name + " must be a text");
    }

    /** Refuses more than a number of arguments: one that is ignored would change what the template means. */
    Arguments atMost(int count) {
        if (positional.size() + named.size() > count) {
            throw refuse("takes at most " + count + " arguments here");
        }
        return this;
    }

    TemplateRefused refuse(String what) {
        return TemplateRefused.at(line, what);
    }
}
