package dev.freehold.enforcement.redaction.recogniser;

/**
 * Knows one type of data when it begins at a given place. Stateless. A match that begins with a letter or digit begins
 * where {@link Folded#wordStart} holds, so that a scanner may pass over the insides of words.
 */
public interface Recogniser {
    int NO_MATCH = -1;

    /** The most characters before a start that any recogniser reads: a context word, and what stands before that. */
    int LOOK_BACK = Context.REACH + 16;

    /** Stable name, lower case, such as {@code payment_card}. */
    String type();

    Category category();

    Evidence evidence();

    /**
     * The most characters that an attempt reads from its start on: what comes later cannot change its answer. Reading back
     * for a boundary or a context word is bounded by {@link #LOOK_BACK}.
     */
    int reach();

    /** Whether a match can begin like this; saying yes too often costs time, saying no to a match would lose it. */
    boolean opens(Opening opening);

    /**
     * Where the match that begins at {@code start} ends.
     *
     * @return the index after its last character, or {@link #NO_MATCH}
     */
    int end(Folded text, int start);
}
