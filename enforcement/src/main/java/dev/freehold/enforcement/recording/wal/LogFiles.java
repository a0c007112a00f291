package dev.freehold.enforcement.recording.wal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Port: the folder of one log, held by one process at a time.
 *
 * <p>Names made, changed or deleted survive a power cut only after {@link #sync()} has returned. The second implementation
 * is the tests' own, which cuts the power.
 */
interface LogFiles extends Closeable {
    List<String> names() throws IOException;

    LogFile open(String name) throws IOException;

    /** Makes an empty file, in place of one that has the name already. */
    LogFile create(String name) throws IOException;

    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    void sync() throws IOException;
}
