package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/**
 * A template's source cut into text, outputs and tags. Whitespace goes as Transformers sets its Jinja up: a line break
 * right after a tag is dropped (trim_blocks), and so are blanks between the start of a line and a tag (lstrip_blocks).
 */
final class Pieces {
    enum Kind {
        TEXT,
        OUTPUT,
        TAG
    }

    /**
     * A part of the source.
     *
     * @param text without the marks around it
     * @param line where it starts
     */
    record Piece(Kind kind, String text, int line) {}

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private int line = 1;
    /** Whether the text that follows starts a line. */
    private boolean lineStarts = true;

    private Pieces(String source) {
        this.source = source;
    }

    static List<Piece> of(String source) {
        String unified = source.replace("\r\n", "\n").replace('\r', '\n');
        String withoutLast = unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified;
        return new Pieces(withoutLast).cut();
    }

    private List<Piece> cut() {
        for (int open = opening(); open >= 0; open = opening()) {
            char mark = source.charAt(open + 1);
            int inside = open + 2;
            char control = inside < source.length() ? source.charAt(inside) : ' ';
            addText(textBefore(open, mark, control));
            advance(open);
            int begin = control == '-' || control == '+' ? inside + 1 : inside;
            int end = mark == '#' ? commentEnd(begin) : codeEnd(begin, mark);
            boolean strip = end > begin && source.charAt(end - 1) == '-';
            boolean keep = end > begin && mark != '{' && source.charAt(end - 1) == '+';
            if (mark != '#') {
                Kind kind = mark == '{' ? Kind.OUTPUT : Kind.TAG;
                pieces.add(new Piece(kind, source.substring(begin, strip || keep ? end - 1 : end), line));
            }
            advance(afterEnd(end + 2, mark, strip, keep));
        }
        addText(source.substring(at));
        return pieces;
    }

    private int opening() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private String textBefore(int open, char mark, char control) {
        String text = source.substring(at, open);
        if (control == '-') {
            return text.stripTrailing();
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean onlyBlanks = text.substring(lineStart).isBlank();
        boolean own = mark != '{' && control != '+' && onlyBlanks && (lineStart > 0 || lineStarts);
        return own ? text.substring(0, lineStart) : text;
    }

    private void addText(String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(Kind.TEXT, text, line));
        }
    }

    private int commentEnd(int begin) {
        int end = source.indexOf("#}", begin);
        if (end < 0) {
            throw TemplateRefused.at(line, "a comment has no end");
        }
        return end;
    }

    /** Where the mark of the end starts: not within a text literal, and not within braces of a dict. */
    private int codeEnd(int begin, char mark) {
        int braces = 0;
        for (int i = begin; i + 1 < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\'' || c == '"') {
                i = literalEnd(i, c);
            } else if (braces == 0 && c == (mark == '{' ? '}' : '%') && source.charAt(i + 1) == '}') {
                return i;
            } else if (c == '{') {
                braces++;
            } else if (c == '}') {
                braces--;
            }
        }
        throw TemplateRefused.at(line, "an opened tag has no end");
    }

    private int literalEnd(int begin, char quote) {
        for (int i = begin + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i;
            }
        }
        throw TemplateRefused.at(line, "a text literal has no end");
    }

    private int afterEnd(int end, char mark, boolean strip, boolean keep) {
        int next = end;
        if (strip) {
            while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
                next++;
            }
        } else if (mark != '{' && !keep && next < source.length() && source.charAt(next) == '\n') {
            next++;
        }
        return next;
    }

    private void advance(int next) {
        if (next == at) {
            return;
        }
        lineStarts = source.charAt(next - 1) == '\n';
        line += (int) source.substring(at, next).chars().filter(c -> c == '\n').count();
        at = next;
    }
}
