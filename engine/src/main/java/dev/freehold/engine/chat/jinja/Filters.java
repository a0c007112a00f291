package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be applied behind a bar. */
final class Filters {
    private Filters() {}

    static Object apply(Object value, String name, Arguments given, Budget budget) {
        Object result = switch (name) {
            case "trim" -> Methods.stripped(PythonText.of(value), given, true, true);
            case "upper" -> Methods.upper(PythonText.of(value), given);
            case "lower" -> Methods.lower(PythonText.of(value), given);
            case "string" -> PythonText.of(value);
            case "safe" -> value;
            case "capitalize" -> capitalised(PythonText.of(value), given);
            case "replace" -> PythonText.of(value).replace(given.atMost(2).text(0, "old"), given.text(1, "new"));
            case "int" -> whole(value, given);
            case "length", "count" -> Members.length(given.line(), value);
            case "default", "d" -> orDefault(value, given.atMost(2));
            case "tojson" -> PythonText.json(value, indent(given.atMost(1)));
            case "join" -> joined(list(value, given), given.atMost(1));
            case "list" -> list(value, given);
            case "items" -> Methods.items(map(value, given));
            case "first" -> edge(list(value, given), true);
            case "last" -> edge(list(value, given), false);
            case "selectattr" -> selected(list(value, given), given, true);
            case "rejectattr" -> selected(list(value, given), given, false);
            case "map" -> attributes(list(value, given), given.atMost(1));
            default -> throw given.refuse("the filter " + name + " is not understood");
        };
        budget.made(result instanceof String text ? text.length() : result instanceof List<?> list ? list.size() : 1);
        return result;
    }

    private static String capitalised(String text, Arguments given) {
        String lower = Methods.lower(text, given);
        return lower.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    private static Object orDefault(Object value, Arguments given) {
        boolean falseToo = given.find(1, "boolean").map(Operators::truth).orElse(false);
        boolean missing = value == Absent.UNDEFINED || (falseToo && !Operators.truth(value));
        return missing ? given.find(0, "default_value").orElse("") : value;
    }

    private static long whole(Object value, Arguments given) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(PythonText.of(value).strip());
        } catch (NumberFormatException e) {
            throw given.refuse("int asks for a number");
        }
    }

    private static int indent(Arguments given) {
        Object indent = given.find(0, "indent").orElse(Absent.NONE);
        if (indent == Absent.NONE) {
            return -1;
        }
        if (indent instanceof Long spaces && spaces >= 0 && spaces <= 16) {
            return Math.toIntExact(spaces);
        }
        throw given.refuse("indent must be 0 to 16");
    }

    private static String joined(List<Object> items, Arguments given) {
        String separator = given.find(0, "d").map(PythonText::of).orElse("");
        return String.join(separator, items.stream().map(PythonText::of).toList());
    }

    private static Object edge(List<Object> items, boolean first) {
        return items.isEmpty() ? Absent.UNDEFINED : items.get(first ? 0 : items.size() - 1);
    }

    private static List<Object> selected(List<Object> items, Arguments given, boolean wanted) {
        String attribute = given.text(0, "attribute");
        String test = given.find(1, "test").isPresent() ? given.text(1, "test") : "";
        List<Object> rest = given.positional()
                .subList(
                        Math.min(2, given.positional().size()),
                        given.positional().size());
        Arguments argument = new Arguments(given.line(), rest, Map.of());
        List<Object> selected = new ArrayList<>();
        for (Object item : items) {
            Object value = Members.get(given.line(), item, attribute);
            boolean holds = test.isEmpty() ? Operators.truth(value) : Tests.holds(value, test, argument);
            if (holds == wanted) {
                selected.add(item);
            }
        }
        return selected;
    }

    private static List<Object> attributes(List<Object> items, Arguments given) {
        if (!given.positional().isEmpty()) {
            throw given.refuse("map is understood with attribute= only");
        }
        String attribute = given.text(0, "attribute");
        List<Object> values = new ArrayList<>();
        items.forEach(item -> values.add(Members.get(given.line(), item, attribute)));
        return values;
    }

    static List<Object> list(Object value, Arguments given) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        } else if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        } else if (value instanceof String text) {
            return new ArrayList<>(
                    text.codePoints().mapToObj(Character::toString).toList());
        }
        throw given.refuse("this value is not a list");
    }

    private static Map<?, ?> map(Object value, Arguments given) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw given.refuse("this value is not a dict");
    }
}
