package dev.freehold.standalone;

/** A start that cannot be, with a sentence for the person who asked for it. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public StartRefused(String sentence) {
        super(sentence);
    }
}
