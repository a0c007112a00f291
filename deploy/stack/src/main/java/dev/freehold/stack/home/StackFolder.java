package dev.freehold.stack.home;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Everything that a stack keeps, below {@code $FREEHOLD_HOME/stack}, readable by its owner alone.
 *
 * @param folder absolute path
 */
public record StackFolder(Path folder) {
    public StackFolder {
        folder = folder.toAbsolutePath().normalize();
    }

    public static StackFolder fromEnvironment() {
        return of(System.getenv());
    }

    static StackFolder of(Map<String, String> environment) {
        String home = environment.getOrDefault("FREEHOLD_HOME", "");
        return new StackFolder((home.isBlank() ? Path.of(System.getProperty("user.home"), ".freehold") : Path.of(home))
                .resolve("stack"));
    }

    public void create() throws IOException {
        for (Path path : List.of(folder, data(), logs(), run(), conf(), keys(), peers())) {
            Files.createDirectories(path);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** A part's own data. */
    public Path data(String part) {
        return data().resolve(part);
    }

    private Path logs() {
        return folder.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    private Path run() {
        return folder.resolve("run");
    }

    /** Names a part's process. */
    public Path pid(String part) {
        return run().resolve(part + ".pid");
    }

    /** Held by a command that starts or ends parts. */
    public Path lock() {
        return run().resolve("lock");
    }

    private Path conf() {
        return folder.resolve("conf");
    }

    /** A part's own configuration; written anew at each start. */
    public Path conf(String file) {
        return conf().resolve(file);
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    /** Where processes publish the keys by which they know each other. */
    public Path peers() {
        return keys().resolve("peers");
    }

    public Path ports() {
        return folder.resolve("ports.json");
    }

    /** How many of what there are. */
    public Path shape() {
        return folder.resolve("shape.json");
    }

    public Path credentials() {
        return folder.resolve("credentials.json");
    }
}
