package dev.freehold.enforcement.redaction.recogniser;

import java.util.Arrays;
import java.util.List;

/**
 * Fixed ways to write something: {@code #} stands for a digit, {@code A} for a letter, {@code *} for either, anything else for
 * itself. It stands alone: no letter or digit touches it, and it is not a part of a longer number with hyphens.
 */
final class Form {
    private final List<String> patterns;

    private Form(String... patterns) {
        this.patterns = List.of(patterns);
    }

    static Form of(String... patterns) {
        return new Form(patterns);
    }

    /** The longest pattern, and the two characters after it that may show that the number goes on. */
    int reach() {
        return patterns.stream().mapToInt(String::length).max().orElse(0) + 2;
    }

    boolean opens(Opening opening) {
        return patterns.stream().anyMatch(pattern -> opens(pattern, opening));
    }

    private static boolean opens(String pattern, Opening opening) {
        int word = 0;
        while (word < pattern.length() && stands(pattern.charAt(word))) {
            word++;
        }
        boolean ends = word == pattern.length() || opening.after() == pattern.charAt(word);
        return fits(pattern.charAt(0), opening.first()) && opening.word(word, Math.min(word, Opening.LONG)) && ends;
    }

    /** Whether a pattern's character stands for one of a word: the placeholders and literal digits. */
    private static boolean stands(char pattern) {
        return pattern == '#' || pattern == '*' || Ascii.alphanumeric(pattern);
    }

    int end(Folded text, int start) {
        for (String pattern : patterns) {
            int end = start + pattern.length();
            if (fits(pattern, text, start) && !text.word(end) && !(text.at(end) == '-' && text.digit(end + 1))) {
                return standsFree(text, start) ? end : Recogniser.NO_MATCH;
            }
        }
        return Recogniser.NO_MATCH;
    }

    private static boolean standsFree(Folded text, int start) {
        boolean continues = text.at(start - 1) == '-' && text.digit(start - 2);
        return text.numberStart(start) && !continues;
    }

    private static boolean fits(String pattern, Folded text, int start) {
        for (int i = 0; i < pattern.length(); i++) {
            if (!fits(pattern.charAt(i), text.at(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(char pattern, char c) {
        return switch (pattern) {
            case '#' -> Ascii.digit(c);
            case 'A' -> Ascii.letter(c);
            case '*' -> Ascii.alphanumeric(c);
            default -> pattern == c;
        };
    }

    @Override
    public String toString() {
        return "Form" + Arrays.toString(patterns.toArray());
    }
}
