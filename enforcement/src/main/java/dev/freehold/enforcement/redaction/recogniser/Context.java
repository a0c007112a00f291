package dev.freehold.enforcement.redaction.recogniser;

import java.util.Set;

/** Words that must stand shortly before a number which says too little by itself. */
final class Context {
    /** How many characters before a start are read. */
    static final int REACH = 48;

    private final Set<String> words;

    private Context(Set<String> words) {
        this.words = words;
    }

    /**
     * @param words in lower case; letters only
     */
    static Context of(String... words) {
        return new Context(Set.of(words));
    }

    /** Whether one of the words stands, whole, within reach before the start. */
    boolean before(Folded text, int start) {
        int from = Math.max(0, start - REACH);
        StringBuilder word = new StringBuilder();
        for (int i = from; i <= start; i++) {
            char c = i < start ? text.at(i) : 0;
            if (Ascii.letter(c)) {
                word.append(Ascii.lower(c));
                continue;
            }
            if (words.contains(word.toString())) {
                return true;
            }
            word.setLength(0);
        }
        return false;
    }
}
