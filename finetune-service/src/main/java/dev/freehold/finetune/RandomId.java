package dev.freehold.finetune;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names that nobody can guess: a prefix and 24 hex digits. */
public final class RandomId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 12;

    private RandomId() {}

    public static String of(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    /** A seed for whoever gives none: 0 to 2^31 - 1. */
    public static long seed() {
        return RANDOM.nextInt(Integer.MAX_VALUE);
    }
}
