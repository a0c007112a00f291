package dev.freehold.registry.hub;

import dev.freehold.contracts.surface.SurfaceReply;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes of a file on their way out. */
record FilePart(Path file, ByteRange range) implements SurfaceReply.Body {
    private static final long AT_ONCE = 1 << 20;

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            WritableByteChannel to = Channels.newChannel(out);
            long at = range.from();
            long end = range.from() + range.length();
            while (at < end) {
                long sent = in.transferTo(at, Math.min(AT_ONCE, end - at), to);
                if (sent <= 0) {
                    throw new EOFException(file.getFileName() + " ends too early");
                }
                at += sent;
            }
        }
    }
}
