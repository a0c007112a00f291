package dev.freehold.enforcement.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An answer's body that is cut off when nothing comes for too long, or when nobody reads it for too long. */
final class WatchedBody extends FilterInputStream {
    private static final int LOOKS = 4;
    private final long silence;
    private final long neglect;
    private final ScheduledFuture<?> watch;
    private volatile long since = System.nanoTime();
    private volatile boolean reading;
    private volatile boolean cut;

    WatchedBody(InputStream body, ScheduledExecutorService watchmen, Duration silence, Duration neglect) {
        super(body);
        this.silence = silence.toNanos();
        this.neglect = neglect.toNanos();
        long look = Math.max(1, this.silence / LOOKS);
        this.watch = watchmen.scheduleWithFixedDelay(this::look, look, look, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long waited = System.nanoTime() - since;
        if (waited > (reading ? silence : neglect)) {
            cut = true;
            try {
                close();
            } catch (IOException e) {
                // It is given up either way.
                cut = true;
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        since = System.nanoTime();
        reading = true;
        try {
            int count = in.read(buffer, offset, length);
            if (cut) {
                throw new IOException("nothing came for too long");
            }
            return count;
        } finally {
            since = System.nanoTime();
            reading = false;
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
