package dev.freehold.audit.ledger.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 text whose only control character is the line feed. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    /**
     * @throws IllegalArgumentException if a byte is not UTF-8 or a control character other than LF stands in it
     */
    public static String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text is not UTF-8", e);
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new IllegalArgumentException("text has a control character other than the line feed");
        }
        return text;
    }
}
