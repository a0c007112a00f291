package dev.freehold.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The bytes of a request, up to a bound. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * Reads a body whole.
     *
     * @param patience longest time for all of it; a single silence may last a little longer
     * @throws Refusal if it is longer than the limit, or did not come in time, or the caller stopped sending
     */
    public static byte[] read(InputStream body, int limit, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8 << 10];
        try {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                bytes.write(piece, 0, read);
                if (bytes.size() > limit) {
                    throw new Refusal(OpenAiErrors.tooLarge(limit));
                }
                if (System.nanoTime() > end) {
                    throw unfinished("did not arrive within " + patience.toMillis() + " ms");
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw unfinished("ended before it was whole");
        }
    }

    private static Refusal unfinished(String how) {
        return new Refusal(OpenAiErrors.malformed("The request body " + how + ".", null, "Send the request again."));
    }
}
