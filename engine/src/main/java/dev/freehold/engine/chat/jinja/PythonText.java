package dev.freehold.engine.chat.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as texts: as Python prints them, and as Python's json module writes them. */
final class PythonText {
    private PythonText() {}

    /** {@code str(value)}; nothing at all for what is undefined. */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value == Absent.UNDEFINED ? "" : new Printer(false, -1).print(value);
    }

    /** {@code json.dumps(value, ensure_ascii=False, indent=indent)}; a negative indent writes one line. */
    static String json(Object value, int indent) {
        return new Printer(true, indent).print(value);
    }

    private record Printer(boolean json, int indent, StringBuilder out) {
        Printer(boolean json, int indent) {
            this(json, indent, new StringBuilder());
        }

        String print(Object value) {
            value(value, 0);
            return out.toString();
        }

        private void value(Object value, int depth) {
            if (value instanceof String text) {
                out.append(json ? jsonText(text) : quoted(text));
            } else if (value instanceof Boolean bool) {
                out.append(json ? bool.toString() : bool ? "True" : "False");
            } else if (value instanceof Number) {
                out.append(value);
            } else if (value instanceof List<?> list) {
                members(list.iterator(), "[", "]", depth);
            } else if (value instanceof Map<?, ?> map) {
                members(map.entrySet().iterator(), "{", "}", depth);
            } else if (value instanceof Map.Entry<?, ?> entry) {
                value(entry.getKey(), depth);
                out.append(": ");
                value(entry.getValue(), depth);
            } else if (value == Absent.NONE) {
                out.append(json ? "null" : "None");
            } else {
                throw new TemplateRefused("the chat template prints a value that has no text");
            }
        }

        private void members(Iterator<?> members, String open, String close, int depth) {
            out.append(open);
            boolean some = members.hasNext();
            while (members.hasNext()) {
                line(depth + 1);
                value(members.next(), depth + 1);
                if (members.hasNext()) {
                    out.append(indent < 0 ? ", " : ",");
                }
            }
            if (some) {
                line(depth);
            }
            out.append(close);
        }

        private void line(int depth) {
            if (indent >= 0) {
                out.append('\n').append(" ".repeat(indent * depth));
            }
        }

        private static String quoted(String text) {
            char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
            StringBuilder quoted = new StringBuilder().append(quote);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '\n' -> quoted.append("\\n");
                    case '\t' -> quoted.append("\\t");
                    case '\r' -> quoted.append("\\r");
                    case '\\' -> quoted.append("\\\\");
                    default -> quoted.append(c == quote ? "\\" + c : String.valueOf(c));
                }
            }
            return quoted.append(quote).toString();
        }

        private static String jsonText(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '"' -> quoted.append("\\\"");
                    case '\\' -> quoted.append("\\\\");
                    case '\n' -> quoted.append("\\n");
                    case '\r' -> quoted.append("\\r");
                    case '\t' -> quoted.append("\\t");
                    case '\b' -> quoted.append("\\b");
                    case '\f' -> quoted.append("\\f");
                    default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
                }
            }
            return quoted.append('"').toString();
        }
    }
}
