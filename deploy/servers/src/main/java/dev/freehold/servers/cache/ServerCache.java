package dev.freehold.servers.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of this machine for what every data folder can share: each entry is made once, whole or not at all, and never
 * changed after that. Its name carries the version and a digest of how it was made.
 *
 * @param folder absolute path
 */
public record ServerCache(Path folder) {
    /** Makes an entry within an empty folder. */
    @FunctionalInterface
    public interface Maker {
        void make(Path draft) throws IOException;
    }

    public ServerCache {
        folder = folder.toAbsolutePath().normalize();
    }

    /** {@code FREEHOLD_CACHE}, else {@code freehold} below the user's folder for caches. */
    public static ServerCache fromEnvironment() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static ServerCache of(Map<String, String> environment, Path userHome) {
        String own = environment.getOrDefault("FREEHOLD_CACHE", "");
        if (!own.isBlank()) {
            return new ServerCache(Path.of(own));
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return new ServerCache((caches.isBlank() ? userHome.resolve(".cache") : Path.of(caches)).resolve("freehold"));
    }

    public Path entry(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.isDirectory(entry(name));
    }

    /** Gives an entry, making it if there is none; two processes that ask at once make one. */
    public Path ensure(String name, Maker maker) throws IOException {
        if (has(name)) {
            return entry(name);
        }
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!has(name)) {
                make(name, maker);
            }
        }
        return entry(name);
    }

    private void make(String name, Maker maker) throws IOException {
        Path draft = Files.createTempDirectory(folder, "." + name + "-");
        try {
            maker.make(draft);
            Files.move(draft, entry(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(draft);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
