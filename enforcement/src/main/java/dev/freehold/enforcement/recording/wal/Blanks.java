package dev.freehold.enforcement.recording.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes segment files in full length, one ahead, so that nobody waits for megabytes of zeros when a segment begins; thread-safe.
 */
final class Blanks implements Closeable {
    private static final String READY = "blank" + Segment.DRAFT_SUFFIX;
    private static final int ZEROS = 1 << 20;
    /** A full disk is not filled and emptied again for every event. */
    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private final LogFiles files;
    private final long size;
    private @Nullable LogFile ready;
    private @Nullable IOException failure;
    private long failed;

    Blanks(LogFiles files, long size) {
        this.files = files;
        this.size = size;
    }

    /** Has one ready; a disk that has no room for it says so when the segment is to begin. */
    synchronized void prepare() {
        if (ready == null) {
            try {
                ready = make();
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** A file of zeros under a name that nothing counts on, so a failure here loses nothing. */
    synchronized LogFile take(String name) throws IOException {
        LogFile blank = ready == null ? make() : ready;
        ready = null;
        files.rename(READY, name);
        return blank;
    }

    private LogFile make() throws IOException {
        if (failure != null && System.nanoTime() - failed < PAUSE_AFTER_FAILURE) {
            throw new IOException(failure.getMessage(), failure);
        }
        LogFile file = files.create(READY);
        try {
            ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, size));
            for (long at = 0; at < size; at += zeros.capacity()) {
                file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), size - at)), at);
            }
            file.force();
            failure = null;
            return file;
        } catch (IOException e) {
            failure = e;
            failed = System.nanoTime();
            file.close();
            files.delete(READY);
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (ready != null) {
            ready.close();
        }
    }
}
