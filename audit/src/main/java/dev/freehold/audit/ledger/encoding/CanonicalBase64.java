package dev.freehold.audit.ledger.encoding;

import java.util.Base64;

/** Base64 with exactly one text for each row of bytes. */
public final class CanonicalBase64 {
    private CanonicalBase64() {}

    /**
     * Decodes standard base64 with padding.
     *
     * @throws IllegalArgumentException if padding is missing or an unused bit is set: the JDK's decoder lets both pass
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("base64 is not canonical");
        }
        return bytes;
    }
}
