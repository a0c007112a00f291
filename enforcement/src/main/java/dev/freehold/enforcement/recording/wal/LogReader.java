package dev.freehold.enforcement.recording.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Reads records back from the segments, mostly in order; for one thread. */
final class LogReader {
    private static final int MOST_BYTES = 4 << 20;

    private final NavigableMap<Long, Segment> segments;
    private long seq = -1;
    private long position;

    LogReader(NavigableMap<Long, Segment> segments) {
        this.segments = segments;
    }

    /**
     * Records from a seq on.
     *
     * @param until seq after the last one wanted; all before it are durable
     * @return at least one, and at most about 4 MiB of them
     * @throws LogDamaged if a record is not what was written
     */
    List<byte[]> read(long from, long until) throws IOException {
        List<byte[]> records = new ArrayList<>();
        long bytes = 0;
        while (from + records.size() < until && bytes < MOST_BYTES) {
            Map.Entry<Long, Segment> entry = segments.floorEntry(from + records.size());
            if (entry == null) {
                throw new IOException(
                        "record " + from + " is wanted, but the oldest in the log is " + segments.firstKey());
            }
            Long following = segments.higherKey(entry.getKey());
            long stop = following == null ? until : Math.min(until, following);
            bytes += read(entry.getValue(), from + records.size(), stop, records);
        }
        return records;
    }

    private long read(Segment segment, long from, long until, List<byte[]> records) throws IOException {
        if (seq != from || seq == segment.first()) {
            seq = segment.first();
            position = Segment.HEADER;
        }
        Window window = new Window(segment.file());
        long bytes = 0;
        for (; seq < until && bytes < MOST_BYTES; seq++) {
            Optional<Frame> frame = Frame.at(window, position);
            if (frame.isEmpty() || frame.get().seq() != seq) {
                throw new LogDamaged(segment.name(), position, "record " + seq + " has become unreadable");
            }
            if (seq >= from) {
                records.add(frame.get().record());
                bytes += frame.get().length();
            }
            position += frame.get().length();
        }
        return bytes;
    }
}
