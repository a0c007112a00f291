package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The methods of texts and dicts that templates call. */
final class Methods {
    private Methods() {}

    static Object call(Object of, String name, Arguments given, Budget budget) {
        Object result;
        if (of instanceof String text) {
            budget.made(text.length());
            result = ofText(text, name, given);
        } else if (of instanceof Map<?, ?> map) {
            budget.made(map.size());
            result = ofMap(map, name, given);
        } else {
            throw given.refuse("method " + name + " is not understood");
        }
        if (result instanceof String made) {
            budget.made(made.length());
        }
        return result;
    }

    private static Object ofText(String text, String name, Arguments given) {
        return switch (name) {
            case "strip" -> stripped(text, given, true, true);
            case "lstrip" -> stripped(text, given, true, false);
            case "rstrip" -> stripped(text, given, false, true);
            case "startswith" -> text.startsWith(given.atMost(1).text(0, "prefix"));
            case "endswith" -> text.endsWith(given.atMost(1).text(0, "suffix"));
            case "upper" -> upper(text, given.atMost(0));
            case "lower" -> lower(text, given.atMost(0));
            case "replace" -> text.replace(given.atMost(2).text(0, "old"), given.text(1, "new"));
            case "split" -> split(text, given.atMost(1));
            default -> throw given.refuse("method " + name + " of texts is not understood");
        };
    }

    private static Object ofMap(Map<?, ?> map, String name, Arguments given) {
        return switch (name) {
            case "items" -> items(map);
            case "keys" -> new ArrayList<Object>(map.keySet());
            case "values" -> new ArrayList<Object>(map.values());
            case "get" -> {
                Object found = map.get(given.atMost(2).require(0, "key"));
                yield found == null ? given.find(1, "default").orElse(Absent.NONE) : found;
            }
            default -> throw given.refuse("method " + name + " of dicts is not understood");
        };
    }

    static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(List.of(key, value)));
        return items;
    }

    /** Python's strip: without an argument whitespace goes, else every character that the argument holds. */
    static String stripped(String text, Arguments given, boolean start, boolean end) {
        String characters = given.atMost(1).find(0, "chars").isPresent() ? given.text(0, "chars") : "";
        int from = 0;
        int to = text.length();
        while (start && from < to && goes(text.charAt(from), characters)) {
            from++;
        }
        while (end && to > from && goes(text.charAt(to - 1), characters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean goes(char c, String characters) {
        return characters.isEmpty()
                ? Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085'
                : characters.indexOf(c) >= 0;
    }

    static String upper(String text, Arguments given) {
        given.atMost(0);
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text, Arguments given) {
        given.atMost(0);
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<Object> split(String text, Arguments given) {
        if (given.find(0, "sep").isEmpty()) {
            String trimmed = text.strip();
            return trimmed.isEmpty() ? List.of() : List.copyOf(Arrays.asList(trimmed.split("\\s+", -1)));
        }
        String separator = given.text(0, "sep");
        if (separator.isEmpty()) {
            throw given.refuse("split asks for a separator that is not empty");
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, from)) {
            parts.add(text.substring(from, i));
            from = i + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
