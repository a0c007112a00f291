package dev.freehold.enforcement.bundle.http;

import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.bundle.BundleArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bundle in force, kept on the disk for the next start. What is read back is verified like what comes over the network;
 * the number alone is believed, since it can only make this process refuse more.
 */
final class KeptBundle {
    private static final String STATE = "state.json";

    /**
     * What is known of the kept bundle.
     *
     * @param number the highest release that was ever in force here
     * @param tag the server's name for it
     * @param confirmed when the server last said that it is in force
     */
    record State(long number, @Nullable String tag, Instant confirmed) {}

    private final Path directory;

    KeptBundle(Path directory) {
        this.directory = directory;
    }

    /**
     * What an earlier process left.
     *
     * @throws IOException if it left something that cannot be read: nobody can tell then which release was in force
     */
    Optional<State> state() throws IOException {
        try {
            return Optional.of(Json.read(Files.readAllBytes(directory.resolve(STATE)), State.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    directory.resolve(STATE) + " cannot be read: remove the folder, and the bundle is taken anew", e);
        }
    }

    /** The archive of a release. */
    byte[] archive(long number) throws IOException {
        Path file = file(number);
        if (Files.size(file) > BundleArchive.LONGEST) {
            throw new IOException(file + " is longer than a bundle may be");
        }
        return Files.readAllBytes(file);
    }

    /** Keeps a release in place of the one before. */
    void keep(State state, byte[] archive) throws IOException {
        Files.createDirectories(directory);
        replace(file(state.number()), archive);
        confirm(state);
        try (var files = Files.newDirectoryStream(directory, "*.tar.gz")) {
            for (Path file : files) {
                if (!file.equals(file(state.number()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Notes that a release is in force still. */
    void confirm(State state) throws IOException {
        replace(directory.resolve(STATE), Json.MAPPER.writeValueAsBytes(state));
    }

    private Path file(long number) {
        return directory.resolve(number + ".tar.gz");
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path draft = directory.resolve(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
