package dev.freehold.enforcement.recording.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A moving view of a file, read in large pieces. It never notices later writes: whoever reads on takes a new one. */
final class Window {
    private static final int PIECE = 1 << 18;
    private final LogFile file;
    private final long size;
    private final ByteBuffer piece;
    private long start;

    Window(LogFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        this.piece = ByteBuffer.allocate((int) Math.min(PIECE, size)).limit(0);
    }

    /**
     * The bytes at a position.
     *
     * @param length at most 256 KiB
     * @return empty if the file ends before
     */
    Optional<ByteBuffer> at(long position, int length) throws IOException {
        if (position + length > size) {
            return Optional.empty();
        }
        if (position < start || position + length > start + piece.limit()) {
            piece.clear();
            start = position;
            file.read(piece, position);
            piece.flip();
            if (piece.limit() < length) {
                return Optional.empty();
            }
        }
        return Optional.of(piece.slice((int) (position - start), length));
    }
}
