package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.model.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A log in segments: one thread appends, one other reads and removes.
 *
 * <p>An {@link IOException} from a method ends the log for good, since after a failed write or fsync nobody knows what the
 * disk holds: only reading it again, at the next start, tells.
 */
final class SegmentedLog implements Closeable {
    private static final int BUFFER = 1 << 20;

    private final LogFiles files;
    private final Blanks blanks;
    private final Shape shape;
    private final String source;
    private final OpenIntents intents;
    private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final ByteBuffer buffer;
    private final List<AuditEvent> ending = new ArrayList<>();
    private volatile Segment current;
    private volatile long end;
    private long next;
    private byte[] prev;
    private volatile long durable;
    private volatile long covered;

    private SegmentedLog(LogFiles files, Shape shape, String source, OpenIntents intents, Recovery found) {
        this.files = files;
        this.blanks = new Blanks(files, shape.segmentBytes());
        this.shape = shape;
        this.source = source;
        this.intents = intents;
        this.buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER, shape.segmentBytes()));
        found.segments().forEach(segment -> segments.put(segment.first(), segment));
        this.current = segments.lastEntry().getValue();
        this.end = found.end();
        this.next = found.seq();
        this.prev = found.prev();
        this.durable = next;
        this.covered = segments.firstKey();
    }

    /** Gives the number of a new log; asked only where there is none. */
    interface Epochs {
        long next() throws IOException;
    }

    /**
     * Reads the log of a folder, or begins one.
     *
     * @throws LogDamaged if the log is not what was written
     */
    static SegmentedLog open(LogFiles files, Shape shape, String source, Epochs epochs) throws IOException {
        OpenIntents intents = new OpenIntents();
        Recovery found = Recovery.of(files, intents);
        if (found.segments().isEmpty()) {
            Segment.draft(new Blanks(files, shape.segmentBytes()), epochs.next(), 0, new byte[Frame.HASH])
                    .publish(files);
            found = Recovery.of(files, intents);
        }
        return new SegmentedLog(files, shape, source, intents, found);
    }

    long epoch() {
        return current.epoch();
    }

    /** Records that are on the disk, from seq 0; all before the first segment were covered and removed. */
    long durable() {
        return durable;
    }

    /** Seq of the oldest record that is still here. */
    long oldest() {
        return segments.firstKey();
    }

    OpenIntents intents() {
        return intents;
    }

    LogReader reader() {
        return new LogReader(segments);
    }

    /** Writes events, each of them or the reason why not; what is {@link Written.Durable} is on the disk when this returns. */
    List<Written> append(List<Draft> drafts) throws IOException {
        List<Written> results = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            results.add(place(draft));
        }
        flush();
        return results;
    }

    /** Begins a new segment, if bound and disk allow it; else says what stands in the way. */
    Optional<String> makeRoom() throws IOException {
        return roll(false);
    }

    /**
     * Removes segments that are done with: covered by the ledger, and holding no intent that waits for its outcome.
     *
     * @param records that a checkpoint covers, from seq 0
     */
    void covered(long records) throws IOException {
        covered = records;
        for (Map.Entry<Long, Segment> entry = segments.firstEntry();
                segments.size() > 1 && segments.higherKey(entry.getKey()) <= Math.min(records, intents.oldest());
                entry = segments.firstEntry()) {
            Segment segment = entry.getValue();
            files.delete(segment.name());
            // One at a time: if the second removal came to the disk before the first, there would be a gap.
            files.sync();
            segments.remove(entry.getKey());
            segment.file().close();
        }
    }

    /** Has the next segment's file ready once this one is half full; for the thread that nobody waits for. */
    void prepare() throws IOException {
        if (end > current.file().size() / 2 && segments.size() < shape.bound(false)) {
            blanks.prepare();
        }
    }

    private Written place(Draft draft) throws IOException {
        byte[] record = draft.sealed(source, current.epoch(), next, prev);
        int length = record.length + Frame.OVERHEAD;
        Optional<String> refusal = room(length, draft.ends());
        if (refusal.isPresent()) {
            return new Written.Refused(refusal.get());
        }
        // All frames since the last flush are one group: the records before `durable` were forced before any of them.
        new Frame(next, durable, prev, record).writeTo(buffer);
        intents.began(next, draft.event());
        ending.add(draft.event());
        grow(length);
        prev = Digest.sha256().digest(record);
        return new Written.Durable(next++, record);
    }

    private Optional<String> room(int length, boolean ends) throws IOException {
        if (end + length > current.file().size()) {
            return roll(ends);
        }
        if (segments.size() > shape.bound(ends)) {
            return full();
        }
        if (buffer.remaining() < length) {
            flush();
        }
        return Optional.empty();
    }

    private Optional<String> roll(boolean ends) throws IOException {
        // A segment begins only after all before it is forced: a hole in an older one is damage, never a torn write.
        flush();
        if (segments.size() >= shape.bound(ends)) {
            return full();
        }
        Segment begun;
        try {
            begun = Segment.draft(blanks, current.epoch(), next, prev);
        } catch (IOException e) {
            return Optional.of("no new segment of the audit log can be written: " + e);
        }
        begun.publish(files);
        segments.put(next, begun);
        current = begun;
        end = Segment.HEADER;
        return Optional.empty();
    }

    /** Only the appending thread writes the end; the other one reads it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void grow(int length) {
        end += length;
    }

    /** The oldest segment is what must go first: it waits for the ledger, or else for an intent in it. */
    private Optional<String> full() {
        String held = "the audit log holds its bound of " + shape.segments() + " segments";
        Long second = segments.higherKey(segments.firstKey());
        long oldest = intents.oldest();
        if (second != null && covered >= second && oldest < second) {
            return Optional.of(held + ", all from record " + oldest
                    + " on: that intent waits for its outcome, see what holds its action up");
        }
        return Optional.of(held + " that the ledger has not taken: see why the ledger is behind");
    }

    private void flush() throws IOException {
        if (buffer.position() == 0) {
            return;
        }
        int length = buffer.position();
        current.file().write(buffer.flip(), end - length);
        current.file().force();
        buffer.clear();
        durable = next;
        ending.forEach(intents::ended);
        ending.clear();
    }

    @Override
    public void close() throws IOException {
        blanks.close();
        for (Segment segment : segments.values()) {
            segment.file().close();
        }
    }
}
