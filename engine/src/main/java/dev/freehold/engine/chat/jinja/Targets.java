package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a loop or a set gives a value to: one name, or several that share a list's members. */
record Targets(int line, List<String> names) {
    Targets {
        names = List.copyOf(names);
    }

    void assign(Scope scope, Object value) {
        if (names.size() == 1) {
            scope.set(names.get(0), value);
            return;
        }
        if (!(value instanceof List<?> members) || members.size() != names.size()) {
            throw TemplateRefused.at(line, "needs a list with " + names.size() + " members");
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), members.get(i));
        }
    }

    /** The items that a loop goes through. */
    List<Object> chosen(Scope scope, Object items, Optional<Expression> only) {
        if (items == Absent.UNDEFINED) {
            return List.of();
        }
        List<Object> all = Filters.list(items, new Arguments(line, List.of(), Map.of()));
        scope.budget().made(all.size());
        if (only.isEmpty()) {
            return all;
        }
        List<Object> chosen = new ArrayList<>();
        for (Object item : all) {
            Scope inner = scope.inner();
            assign(inner, item);
            if (Operators.truth(only.get().in(inner))) {
                chosen.add(item);
            }
        }
        return chosen;
    }
}
