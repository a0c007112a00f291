package dev.freehold.servers.secret;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Something that no log shows. */
public record Secret(String text) {
    private static final int BYTES = 24;

    /** One that nobody can guess, in hexadecimal: it needs no quotes anywhere. */
    public static Secret fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new Secret(HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return "secret";
    }
}
