package dev.freehold.engine.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names and what they stand for; an inner scope sees the outer one's names, and sets its own only. */
final class Scope {
    private final Optional<Scope> outer;
    private final Budget budget;
    private final Map<String, Object> names = new HashMap<>();

    private Scope(Optional<Scope> outer, Budget budget) {
        this.outer = outer;
        this.budget = budget;
    }

    static Scope root(Map<String, Object> variables) {
        Scope scope = new Scope(Optional.empty(), new Budget());
        scope.names.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(Optional.of(this), budget);
    }

    void set(String name, Object value) {
        names.put(name, value);
    }

    Object get(String name) {
        Object value = names.get(name);
        if (value != null) {
            return value;
        }
        return outer.map(scope -> scope.get(name)).orElse(Absent.UNDEFINED);
    }

    Budget budget() {
        return budget;
    }
}
