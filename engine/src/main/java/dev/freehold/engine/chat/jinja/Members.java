package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Places in texts and lists, keys of maps, attributes of namespaces. */
final class Members {
    private Members() {}

    static Object get(int line, Object of, Object key) {
        if (of == Absent.UNDEFINED) {
            throw TemplateRefused.at(line, "something that is undefined is asked for " + PythonText.of(key));
        }
        Object found = null;
        if (of instanceof Map<?, ?> map) {
            found = map.get(key);
        } else if (of instanceof Namespace namespace && key instanceof String name) {
            found = namespace.attributes().get(name);
        } else if (key instanceof Long place && (of instanceof List<?> || of instanceof String)) {
            long length = length(line, of);
            long index = place < 0 ? length + place : place;
            if (index >= 0 && index < length) {
                found = of instanceof List<?> list ? list.get((int) index) : codePoint((String) of, (int) index);
            }
        }
        return found == null ? Absent.UNDEFINED : found;
    }

    /** Number of members; of characters, not of UTF-16 units, in a text. */
    static long length(int line, Object of) {
        if (of instanceof String text) {
            return text.codePointCount(0, text.length());
        } else if (of instanceof List<?> list) {
            return list.size();
        } else if (of instanceof Map<?, ?> map) {
            return map.size();
        }
        throw TemplateRefused.at(line, "this value has no length");
    }

    static Object slice(int line, Object of, Object from, Object to, Object step) {
        long by = step == Absent.NONE ? 1 : whole(line, step);
        if (by == 0 || !(of instanceof List<?> || of instanceof String)) {
            throw TemplateRefused.at(line, "a slice asks for a list or text, and a step other than zero");
        }
        int length = (int) length(line, of);
        long first = from == Absent.NONE ? (by > 0 ? 0 : length - 1) : clamped(line, from, length, by);
        long end = to == Absent.NONE ? (by > 0 ? length : -1) : clamped(line, to, length, by);
        List<Object> members = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (long i = first; by > 0 ? i < end : i > end; i += by) {
            if (of instanceof List<?> list) {
                members.add(list.get((int) i));
            } else {
                text.append(codePoint((String) of, (int) i));
            }
        }
        return of instanceof List<?> ? members : text.toString();
    }

    private static long clamped(int line, Object bound, int length, long step) {
        long place = whole(line, bound);
        long counted = place < 0 ? place + length : place;
        return step > 0 ? Math.max(0, Math.min(length, counted)) : Math.max(-1, Math.min(length - 1, counted));
    }

    private static long whole(int line, Object value) {
        if (value instanceof Long number && Math.abs(number) <= Integer.MAX_VALUE) {
            return number;
        }
        throw TemplateRefused.at(line, "a bound of a slice must be a whole number");
    }

    private static String codePoint(String text, int index) {
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }
}
