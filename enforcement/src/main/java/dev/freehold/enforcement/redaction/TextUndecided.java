package dev.freehold.enforcement.redaction;

/** More of a stream waits to be decided than any finding needs, as where invisible characters fill it; none of it may leave. */
public final class TextUndecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TextUndecided(int held) {
        super(held + " characters are held back and not decided", null, false, false);
    }
}
