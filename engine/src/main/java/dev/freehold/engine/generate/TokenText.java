package dev.freehold.engine.generate;

import java.util.Arrays;
import java.util.function.Function;

/** The text of growing token ids: gives each part once it is certain, so that no character is ever cut. */
final class TokenText {
    /** What a decoder writes for bytes that are no whole character. */
    private static final String INCOMPLETE = "\ufffd";
    /** A character has at most four bytes; a model that never completes one is not waited for. */
    private static final int MOST_WAITING = 8;

    private final Function<long[], String> decode;
    private long[] ids = new long[64];
    private int size;
    /** Decoded again each time, since a token's text may depend on what stands before it. */
    private int before;

    private int given;

    TokenText(Function<long[], String> decode) {
        this.decode = decode;
    }

    /** Adds a token and gives the text that it makes certain, often nothing. */
    String add(long id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
        String text = waiting();
        boolean incomplete = text.endsWith(INCOMPLETE);
        if ((incomplete || text.isEmpty()) && size - given < MOST_WAITING) {
            return "";
        }
        // Bytes given up on must not come again as part of a character.
        before = incomplete ? size : given;
        given = size;
        return text;
    }

    /** What is still held back. */
    String rest() {
        String text = waiting();
        before = given;
        given = size;
        return text;
    }

    private String waiting() {
        String known = decode.apply(Arrays.copyOfRange(ids, before, given));
        String all = decode.apply(Arrays.copyOfRange(ids, before, size));
        return all.length() > known.length() ? all.substring(known.length()) : "";
    }
}
