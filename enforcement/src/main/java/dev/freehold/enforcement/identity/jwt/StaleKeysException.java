package dev.freehold.enforcement.identity.jwt;

/** The issuer's keys are older than they may be, and cannot be read again. */
final class StaleKeysException extends Exception {
    private static final long serialVersionUID = 1L;

    StaleKeysException() {
        super("the identity provider's keys cannot be read", null, false, false);
    }
}
