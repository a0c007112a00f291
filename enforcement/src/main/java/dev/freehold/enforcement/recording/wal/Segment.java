package dev.freehold.enforcement.recording.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One file of the log. It starts with {@code magic 8 bytes | epoch u64 | first seq u64 | prev 32 bytes | CRC32C u32 | zero
 * u32}; frames follow, then zeros to its full length.
 *
 * @param prev SHA-256 of the record before the first one here: ties the segments together when older ones are gone
 */
record Segment(String name, LogFile file, long epoch, long first, byte[] prev) {
    static final String SUFFIX = ".wal";
    static final String DRAFT_SUFFIX = ".new";
    static final int HEADER = 64;
    private static final long MAGIC = 0x4652_4845_4c57_4131L;
    private static final int CHECKED = 3 * Long.BYTES + Frame.HASH;

    static String name(long epoch, long first) {
        return String.format(Locale.ROOT, "%010d-%016d%s", epoch, first, SUFFIX);
    }

    /** Heads a blank file under a draft name; nothing counts on it yet, so a failure here loses nothing. */
    static Segment draft(Blanks blanks, long epoch, long first, byte[] prev) throws IOException {
        String name = name(epoch, first);
        LogFile file = blanks.take(name + DRAFT_SUFFIX);
        try {
            file.write(header(epoch, first, prev), 0);
            file.force();
            return new Segment(name, file, epoch, first, prev);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Gives the segment its name. */
    void publish(LogFiles files) throws IOException {
        files.rename(name + DRAFT_SUFFIX, name);
        files.sync();
    }

    static Segment open(LogFiles files, String name) throws IOException {
        LogFile file = files.open(name);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        file.read(header, 0);
        header.flip();
        if (header.limit() < HEADER
                || header.getLong(0) != MAGIC
                || header.getInt(CHECKED) != checksum(header.duplicate().limit(CHECKED))) {
            file.close();
            throw new LogDamaged(name, 0, "its header is unreadable");
        }
        byte[] prev = new byte[Frame.HASH];
        header.get(3 * Long.BYTES, prev);
        Segment segment = new Segment(name, file, header.getLong(Long.BYTES), header.getLong(2 * Long.BYTES), prev);
        if (!name.equals(name(segment.epoch, segment.first))) {
            file.close();
            throw new LogDamaged(name, 0, "its name is not the one that its header gives");
        }
        return segment;
    }

    boolean follows(long seq, byte[] digest) {
        return first == seq && Arrays.equals(prev, digest);
    }

    private static ByteBuffer header(long epoch, long first, byte[] prev) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(epoch).putLong(first).put(prev);
        header.putInt(checksum(header.duplicate().flip()));
        return header.rewind();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
