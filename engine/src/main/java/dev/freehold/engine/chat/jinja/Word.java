package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A word of the expression language.
 *
 * @param text of a name or operator; a literal's value otherwise
 */
record Word(Kind kind, String text) {
    enum Kind {
        NAME,
        TEXT,
        WHOLE,
        REAL,
        OPERATOR,
        END
    }

    private static final Set<String> PAIRS = Set.of("==", "!=", "<=", ">=", "//");
    private static final String SINGLES = "+-*/%~<>=()[]{},:.|";

    boolean is(String operator) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operator);
    }

    /** Cuts an expression into words; the last one is the end. */
    static List<Word> of(String code, int line) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < code.length()) {
            char c = code.charAt(at);
            int begin = at;
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '\'' || c == '"') {
                at = literalEnd(code, begin, c, line);
                words.add(new Word(Kind.TEXT, unescaped(code.substring(begin + 1, at - 1), line)));
            } else if (isNamePart(c) && !isDigit(c)) {
                while (at < code.length() && isNamePart(code.charAt(at))) {
                    at++;
                }
                words.add(new Word(Kind.NAME, code.substring(begin, at)));
            } else if (isDigit(c)) {
                at = numberEnd(code, begin);
                String number = code.substring(begin, at);
                words.add(new Word(number.contains(".") ? Kind.REAL : Kind.WHOLE, number));
            } else {
                boolean pair = at + 1 < code.length() && PAIRS.contains(code.substring(at, at + 2));
                if (!pair && SINGLES.indexOf(c) < 0) {
                    throw TemplateRefused.at(line, "the character " + c + " is not understood");
                }
                at += pair ? 2 : 1;
                words.add(new Word(Kind.OPERATOR, code.substring(begin, at)));
            }
        }
        words.add(new Word(Kind.END, ""));
        return words;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static int numberEnd(String code, int begin) {
        int at = begin;
        while (at < code.length() && isDigit(code.charAt(at))) {
            at++;
        }
        if (at + 1 < code.length() && code.charAt(at) == '.' && isDigit(code.charAt(at + 1))) {
            at++;
            while (at < code.length() && isDigit(code.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static int literalEnd(String code, int begin, char quote, int line) {
        for (int i = begin + 1; i < code.length(); i++) {
            if (code.charAt(i) == '\\') {
                i++;
            } else if (code.charAt(i) == quote) {
                return i + 1;
            }
        }
        throw TemplateRefused.at(line, "a text literal has no end");
    }

    private static String unescaped(String literal, int line) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < literal.length()) {
            char c = literal.charAt(i);
            i++;
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = literal.charAt(i);
            i++;
            switch (escape) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case '\\', '\'', '"' -> text.append(escape);
                default -> throw TemplateRefused.at(line, "the escape \\" + escape + " is not understood");
            }
        }
        return text.toString();
    }
}
