package dev.freehold.enforcement.decision.wasm;

/** A result that is not a complete decision document, and so allows nothing. */
final class NoDecisionException extends Exception {
    private static final long serialVersionUID = 1L;

    NoDecisionException(String message) {
        super(message);
    }
}
