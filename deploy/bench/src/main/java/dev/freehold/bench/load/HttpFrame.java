package dev.freehold.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where an HTTP/1.1 message ends in a buffer: just enough of RFC 9112 for both ends of a measurement. */
final class HttpFrame {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

    private HttpFrame() {}

    /** Whether the buffer, from 0 to its position, holds a whole message; at most one is ever under way. */
    static boolean complete(ByteBuffer received) {
        int head = find(received, END_OF_HEAD);
        if (head < 0) {
            return false;
        }
        String fields = text(received, 0, head).toLowerCase(Locale.ROOT);
        int body = head + END_OF_HEAD.length;
        int field = fields.indexOf(LENGTH);
        if (field >= 0) {
            int end = fields.indexOf('\r', field + 2);
            String length = fields.substring(field + LENGTH.length(), end < 0 ? fields.length() : end);
            return received.position() >= body + Integer.parseInt(length.trim());
        }
        if (fields.contains(CHUNKED)) {
            return endsWith(received, LAST_CHUNK);
        }
        return true;
    }

    /** The status of an answer that is complete. */
    static int status(ByteBuffer received) {
        return Integer.parseInt(text(received, 9, 3));
    }

    /** The beginning of a message that is complete. */
    static String opening(ByteBuffer received) {
        return beginning(received, 64);
    }

    /** At most so many bytes of what was received, as text. */
    static String beginning(ByteBuffer received, int most) {
        return text(received, 0, Math.min(most, received.position()));
    }

    private static boolean endsWith(ByteBuffer received, byte[] wanted) {
        int from = received.position() - wanted.length;
        return from >= 0 && matches(received, from, wanted);
    }

    private static int find(ByteBuffer received, byte[] wanted) {
        for (int i = 0; i <= received.position() - wanted.length; i++) {
            if (matches(received, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer received, int from, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (received.get(from + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuffer received, int from, int length) {
        byte[] bytes = new byte[length];
        received.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
