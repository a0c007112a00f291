package dev.freehold.enforcement.recording.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record as it lies in a segment: {@code length u32 | seq u64 | group u64 | prev 32 bytes | record | CRC32C u32}, big
 * endian; the checksum covers all before it.
 *
 * @param group seq of the first record of the same write. A later group was written only after this one was forced: that
 *     tells a torn write, which nobody was told of, from damage to a record that somebody relies on
 * @param prev SHA-256 of the record before, zeros before the first
 */
record Frame(long seq, long group, byte[] prev, byte[] record) {
    static final int HASH = 32;
    static final int LARGEST_RECORD = 65_535;
    private static final int HEAD = Integer.BYTES + 2 * Long.BYTES + HASH;
    static final int OVERHEAD = HEAD + Integer.BYTES;

    int length() {
        return record.length + OVERHEAD;
    }

    void writeTo(ByteBuffer out) {
        int start = out.position();
        out.putInt(record.length).putLong(seq).putLong(group).put(prev).put(record);
        out.putInt(checksum(out.duplicate().flip().position(start)));
    }

    /** The frame that starts at a position, if a whole one does. */
    static Optional<Frame> at(Window window, long position) throws IOException {
        Optional<ByteBuffer> head = window.at(position, HEAD);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        int length = head.get().getInt();
        long seq = head.get().getLong();
        long group = head.get().getLong();
        if (length < 1 || length > LARGEST_RECORD || group < 0 || group > seq) {
            return Optional.empty();
        }
        Optional<ByteBuffer> whole = window.at(position, length + OVERHEAD);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer bytes = whole.get();
        if (bytes.getInt(length + HEAD) != checksum(bytes.duplicate().limit(length + HEAD))) {
            return Optional.empty();
        }
        byte[] prev = new byte[HASH];
        byte[] record = new byte[length];
        bytes.get(HEAD - HASH, prev).get(HEAD, record);
        return Optional.of(new Frame(seq, group, prev, record));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
