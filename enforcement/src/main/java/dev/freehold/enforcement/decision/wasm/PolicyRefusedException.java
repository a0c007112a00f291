package dev.freehold.enforcement.decision.wasm;

/** A bundle that must not decide anything; the message says what is wrong with it. */
final class PolicyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyRefusedException(String message) {
        super(message);
    }

    PolicyRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
