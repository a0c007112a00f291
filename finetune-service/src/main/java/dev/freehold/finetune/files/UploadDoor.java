package dev.freehold.finetune.files;

import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an upload and has it taken in, while few others are. */
@Singleton
class UploadDoor {
    private final UploadGate gate;
    private final UploadReader reader;

    UploadDoor(UploadGate gate, UploadReader reader) {
        this.gate = gate;
        this.reader = reader;
    }

    <T> T read(@Nullable String contentType, InputStream body, Function<Upload, T> taking) {
        return gate.pass(() -> taking.apply(reader.read(contentType, body)));
    }
}
