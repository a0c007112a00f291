package dev.freehold.enforcement.identity.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468). */
final class Pem {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + ENCODER.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /**
     * The one block of that label.
     *
     * @throws IOException if there is none, or more than one
     */
    static byte[] read(String label, String text) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IOException("it has no block " + label);
        }
        String content = block.group(1);
        if (block.find()) {
            throw new IOException("it has more than one block " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new IOException("its block " + label + " is no base 64", e);
        }
    }
}
