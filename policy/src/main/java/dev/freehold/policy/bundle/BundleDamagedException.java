package dev.freehold.policy.bundle;

import java.io.IOException;

/** A bundle whose files are not those that were built; nobody may decide with it. */
final class BundleDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    BundleDamagedException(String message) {
        super(message);
    }

    BundleDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
