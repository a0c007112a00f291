package dev.freehold.enforcement.decision;

/** A result that is not a complete decision document, and so allows nothing. */
public final class NoDecisionException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoDecisionException(String message) {
        super(message);
    }
}
