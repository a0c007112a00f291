package dev.freehold.contracts.identity;

import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;

/** A secret that a caller presents; its text never shows in a log, an error or a debugger's line. */
public final class AccessKey {
    private static final int LONGEST = 512;
    private final String secret;

    private AccessKey(String secret) {
        this.secret = secret;
    }

    /**
     * @throws IllegalArgumentException if the text is empty, longer than 512 characters or not printable ASCII
     */
    public static AccessKey of(String secret) {
        if (secret.isEmpty() || secret.length() > LONGEST || !secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("an access key is 1 to 512 printable ASCII characters");
        }
        return new AccessKey(secret);
    }

    /** The secret itself, for the one place that hands it to its owner. */
    public String reveal() {
        return secret;
    }

    /** What the registry keeps of it. */
    public Digest digest() {
        return Digest.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey key && key.digest().equals(digest());
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return "AccessKey[" + digest().value().substring(7, 15) + ", " + secret.length() + " characters]";
    }
}
