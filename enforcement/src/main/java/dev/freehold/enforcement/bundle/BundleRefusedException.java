package dev.freehold.enforcement.bundle;

/** A bundle that nobody may decide with; the message says what is wrong with it. */
public final class BundleRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Why {
        /** It is no archive of a bundle, is cut short, or holds what no bundle holds. */
        NOT_A_BUNDLE,
        /** It, or what it unpacks to, is longer than a bundle may be. */
        TOO_LARGE,
        /** Nobody signed it. */
        UNSIGNED,
        /** It names a key that is not trusted here. */
        UNKNOWN_KEY,
        /** Its signature is not that of the key which it names. */
        BAD_SIGNATURE,
        /** It was signed for somebody else. */
        OTHER_SCOPE,
        /** A file is not the one that was signed. */
        ALTERED,
        /** It is older than one that was in force here. */
        OLDER,
        /** It cannot be compiled, or did not refuse what everybody must be refused. */
        CANNOT_DECIDE
    }

    private final Why why;

    public BundleRefusedException(Why why, String message) {
        super(message);
        this.why = why;
    }

    public BundleRefusedException(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
