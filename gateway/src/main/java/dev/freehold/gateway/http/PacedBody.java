package dev.freehold.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A request's body that is given up when it comes too slowly: it may be waited for as long as any body, and a second more for
 * every 16 KiB of it. Only the time of waiting counts, so that a slow reader is not the caller's fault.
 */
public final class PacedBody extends FilterInputStream {
    private static final long BYTES_A_SECOND = 16 << 10;
    private final long patienceNanos;
    private long waitedNanos;
    private long bytes;

    public PacedBody(InputStream body, Duration patience) {
        super(body);
        this.patienceNanos = patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws IOException also if it comes too slowly
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long began = System.nanoTime();
        int count = in.read(buffer, offset, length);
        waitedNanos += System.nanoTime() - began;
        bytes += Math.max(0, count);
        if (count >= 0 && waitedNanos > patienceNanos + bytes * 1_000_000_000L / BYTES_A_SECOND) {
            throw new IOException("the body came too slowly");
        }
        return count;
    }
}
