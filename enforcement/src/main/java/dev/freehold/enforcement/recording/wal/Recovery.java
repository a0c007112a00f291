package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log that a process left behind, whole or torn.
 *
 * <p>A write that a power cut tore was acknowledged to nobody and is cut off. Anything else that is not as it was written is
 * damage: recovery stops there and changes nothing.
 */
final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final int PIECE = 1 << 20;

    private final LogFiles files;
    private final OpenIntents intents;
    private final List<Segment> segments = new ArrayList<>();
    private long seq;
    private byte[] prev = new byte[Frame.HASH];
    private long end;
    private long groupStart;

    private Recovery(LogFiles files, OpenIntents intents) {
        this.files = files;
        this.intents = intents;
    }

    /**
     * Reads all segments and mends the last one.
     *
     * @param intents takes what the records begin and end
     * @throws LogDamaged if the log is not what was written
     */
    static Recovery of(LogFiles files, OpenIntents intents) throws IOException {
        Recovery recovery = new Recovery(files, intents);
        recovery.open();
        recovery.read();
        return recovery;
    }

    /** Sorted by seq; empty if there was no log. */
    List<Segment> segments() {
        return segments;
    }

    /** Seq of the next record. */
    long seq() {
        return seq;
    }

    /** SHA-256 of the last record. */
    byte[] prev() {
        return prev;
    }

    /** Where the next frame goes in the last segment. */
    long end() {
        return end;
    }

    private void open() throws IOException {
        for (String name : files.names()) {
            if (name.endsWith(Segment.DRAFT_SUFFIX)) {
                files.delete(name);
            } else if (name.endsWith(Segment.SUFFIX)) {
                segments.add(Segment.open(files, name));
            }
        }
        files.sync();
    }

    private void read() throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        Segment before = segments.get(0);
        seq = before.first();
        prev = before.prev();
        for (Segment segment : segments) {
            if (segment.epoch() != before.epoch() || !segment.follows(seq, prev)) {
                throw new LogDamaged(before.name(), end, "record " + seq + " is unreadable or missing");
            }
            read(segment);
            before = segment;
        }
        mend(before);
    }

    private void read(Segment segment) throws IOException {
        Window window = new Window(segment.file());
        long group = -1;
        end = Segment.HEADER;
        groupStart = end;
        for (Optional<Frame> next = Frame.at(window, end); next.isPresent(); next = Frame.at(window, end)) {
            Frame frame = next.get();
            if (frame.seq() != seq) {
                return;
            }
            if (!Arrays.equals(frame.prev(), prev)) {
                throw new LogDamaged(segment.name(), end, "record " + seq + " does not follow the one before it");
            }
            intents.found(frame);
            if (frame.group() != group) {
                group = frame.group();
                groupStart = end;
            }
            prev = Digest.sha256().digest(frame.record());
            seq++;
            end += frame.length();
        }
    }

    /** Cuts a torn write off the last segment and makes sure that what stays is on the disk. */
    private void mend(Segment last) throws IOException {
        long rubbish = endOfRubbish(last.file());
        if (rubbish > end) {
            refuseLaterGroup(last, rubbish);
            LOG.log(System.Logger.Level.WARNING, "cut a torn write after record {0} of {1}", seq - 1, last.name());
            write(last.file(), ByteBuffer.allocate(Math.toIntExact(rubbish - end)), end);
        }
        // The last group may be in the system's cache alone, even marked clean after a failed fsync: write it again.
        ByteBuffer tail = ByteBuffer.allocate(Math.toIntExact(end - groupStart));
        last.file().read(tail, groupStart);
        write(last.file(), tail.flip(), groupStart);
    }

    private static void write(LogFile file, ByteBuffer bytes, long position) throws IOException {
        file.write(bytes, position);
        file.force();
    }

    private void refuseLaterGroup(Segment last, long rubbish) throws IOException {
        Window window = new Window(last.file());
        for (long start = end; start < rubbish; start++) {
            Optional<Frame> later = Frame.at(window, start);
            if (later.isPresent() && later.get().group() > seq) {
                throw new LogDamaged(
                        last.name(),
                        end,
                        "record " + seq + " is unreadable, yet record "
                                + later.get().seq() + " is intact");
            }
        }
    }

    /** Position after the last byte that is not zero, or {@link #end} if zeros alone follow the last frame. */
    private long endOfRubbish(LogFile file) throws IOException {
        int pieceLength = (int) Math.min(PIECE, file.size());
        ByteBuffer zeros = ByteBuffer.allocate(pieceLength);
        ByteBuffer piece = ByteBuffer.allocate(pieceLength);
        long found = end;
        for (long at = end; file.read(piece.clear(), at) > 0; at += pieceLength) {
            piece.flip();
            if (!piece.equals(zeros.clear().limit(piece.limit()))) {
                int length = piece.limit();
                while (piece.get(length - 1) == 0) {
                    length--;
                }
                found = at + length;
            }
        }
        return found;
    }
}
