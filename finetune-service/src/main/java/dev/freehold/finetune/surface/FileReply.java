package dev.freehold.finetune.surface;

import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.finetune.wire.Answers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of masked rows as an answer, read while it is sent. */
final class FileReply implements SurfaceReply.Body {
    private final Path file;
    private final long length;

    private FileReply(Path file, long length) {
        this.file = file;
        this.length = length;
    }

    static SurfaceReply of(Path file) {
        try {
            return new SurfaceReply(
                    200, Map.of("content-type", Answers.JSON_LINES), new FileReply(file, Files.size(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("rows that the registry has just checked are gone", e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Files.copy(file, out);
    }
}
