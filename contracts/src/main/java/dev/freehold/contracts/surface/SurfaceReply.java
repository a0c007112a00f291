package dev.freehold.contracts.surface;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param headers beside the length, which is the body's
 */
public record SurfaceReply(int status, Map<String, String> headers, Body body) {
    public SurfaceReply {
        headers = Map.copyOf(headers);
    }

    public static SurfaceReply json(int status, byte[] body) {
        return new SurfaceReply(status, Map.of("content-type", "application/json"), Body.of(body));
    }

    /** What is sent, once, after the headers. */
    public interface Body {
        /** In bytes, or -1 where it is not known before. For an answer to HEAD, what GET would send. */
        long length();

        /**
         * Writes all of it; an answer to HEAD never gets here.
         *
         * @throws IOException if the reader is gone, or the bytes cannot be had: the connection is then cut
         */
        void writeTo(OutputStream out) throws IOException;

        static Body of(byte[] bytes) {
            return new Body() {
                @Override
                public long length() {
                    return bytes.length;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write(bytes);
                }
            };
        }
    }
}
