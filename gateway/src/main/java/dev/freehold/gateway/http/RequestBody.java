package dev.freehold.gateway.http;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a request, up to a bound. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * Reads a body whole.
     *
     * @throws Refusal if it is longer than the limit, or the caller stopped sending
     */
    public static byte[] read(InputStream body, int limit) {
        try {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new Refusal(OpenAiErrors.tooLarge(limit));
            }
            return bytes;
        } catch (IOException e) {
            throw new Refusal(OpenAiErrors.malformed(
                    "The request body ended before it was whole.", null, "Send the request again."));
        }
    }
}
