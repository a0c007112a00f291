package dev.freehold.enforcement.recording.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of a log. What was written survives a power cut only after {@link #force()} has returned. */
interface LogFile extends Closeable {
    long size() throws IOException;

    /**
     * Fills the buffer from a position on.
     *
     * @return bytes read, fewer than asked only at the file's end
     */
    int read(ByteBuffer into, long position) throws IOException;

    /** Writes the whole buffer. */
    void write(ByteBuffer from, long position) throws IOException;

    void force() throws IOException;
}
