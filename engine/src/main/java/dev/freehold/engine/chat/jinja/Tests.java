package dev.freehold.engine.chat.jinja;

import java.util.List;
import java.util.Map;

/** What can be asked after {@code is}. */
final class Tests {
    private Tests() {}

    static boolean holds(Object value, String name, Arguments given) {
        return switch (name) {
            case "defined" -> value != Absent.UNDEFINED;
            case "undefined" -> value == Absent.UNDEFINED;
            case "none" -> value == Absent.NONE;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map;
            case "sequence", "iterable" -> value instanceof String || value instanceof List || value instanceof Map;
            case "number" -> value instanceof Number || value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "boolean" -> value instanceof Boolean;
            case "true" -> value.equals(true);
            case "false" -> value.equals(false);
            case "odd" -> whole(value, given) % 2 != 0;
            case "even" -> whole(value, given) % 2 == 0;
            case "divisibleby" -> whole(value, given) % divisor(given) == 0;
            case "equalto", "eq" -> Operators.same(value, given.require(0, "other"));
            case "ne" -> !Operators.same(value, given.require(0, "other"));
            case "in" -> Operators.contains(given.line(), given.require(0, "seq"), value);
            default -> throw given.refuse("the test " + name + " is not understood");
        };
    }

    private static long whole(Object value, Arguments given) {
        if (value instanceof Long number) {
            return number;
        }
        throw given.refuse("this test asks for a whole number");
    }

    private static long divisor(Arguments given) {
        long divisor = whole(given.require(0, "num"), given);
        if (divisor == 0) {
            throw given.refuse("division by zero");
        }
        return divisor;
    }
}
