package dev.freehold.engine.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 from a stream, none longer than a bound. Not thread-safe. */
public final class BoundedLines {
    private static final int CHUNK = 1 << 16;
    private final InputStream in;
    private final int most;
    private final boolean cut;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int filled;

    private BoundedLines(InputStream in, int most, boolean cut) {
        this.in = in;
        this.most = most;
        this.cut = cut;
    }

    /** Lines of which a longer one is an error. */
    public static BoundedLines strict(InputStream in, int most) {
        return new BoundedLines(in, most, false);
    }

    /** Lines of which a longer one loses its end. */
    public static BoundedLines cutting(InputStream in, int most) {
        return new BoundedLines(in, most, true);
    }

    /**
     * The next line without its end mark; empty at the end of the stream. What follows the last end mark is dropped: a
     * message that its sender did not finish is none.
     *
     * @throws IOException if the stream breaks or a line is too long
     */
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (next == filled) {
                filled = in.read(chunk);
                next = 0;
                if (filled < 0) {
                    filled = 0;
                    return Optional.empty();
                }
            }
            int end = next;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            int wanted = end - next;
            int room = most - line.size();
            if (wanted > room && !cut) {
                throw new IOException("a line is longer than " + most + " bytes");
            }
            line.write(chunk, next, Math.min(wanted, room));
            next = end;
            if (end < filled) {
                next++;
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
        }
    }
}
