package dev.freehold.enforcement.decision.wasm;

/** An evaluation that ended without a result; its instance must not be used again. */
final class PolicyTrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyTrapException(String message) {
        super(message);
    }

    PolicyTrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
