package dev.freehold.gateway.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes documents as server-sent events, each pushed to the caller at once (HTML Living Standard, section 9.2). */
final class ServerSentEvents {
    private static final byte[] BEGIN = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Line.Connection connection;

    ServerSentEvents(OutputStream out, Line.Connection connection) {
        this.out = out;
        this.connection = connection;
    }

    /**
     * @param documents JSON without line ends
     * @throws IOException if the caller is gone
     */
    void send(List<byte[]> documents) throws IOException {
        requireCaller();
        for (byte[] document : documents) {
            out.write(BEGIN);
            out.write(document);
            out.write(END);
        }
        out.flush();
    }

    /**
     * @throws IOException if the caller is gone
     */
    void requireCaller() throws IOException {
        if (connection.gone()) {
            throw new IOException("the caller is gone");
        }
    }

    /** What OpenAI's clients take for the end of a whole stream. */
    void done() throws IOException {
        send(List.of(DONE));
    }
}
