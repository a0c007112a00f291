package dev.freehold.standalone.home;

import dev.freehold.standalone.StartRefused;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The data folder of one platform, and the port that it serves.
 *
 * @param folder absolute path
 * @param port 1 to 65535
 */
public record Home(Path folder, int port) {
    public static final int DEFAULT_PORT = 8080;

    public Home {
        folder = folder.toAbsolutePath().normalize();
        if (port < 1 || port > 65_535) {
            throw new StartRefused("FREEHOLD_PORT must be a port from 1 to 65535, not " + port);
        }
    }

    public static Home fromEnvironment() {
        return of(System.getenv());
    }

    static Home of(Map<String, String> environment) {
        String folder = environment.getOrDefault("FREEHOLD_HOME", "");
        String port = environment.getOrDefault("FREEHOLD_PORT", "");
        Path path = folder.isBlank() ? Path.of(System.getProperty("user.home"), ".freehold") : Path.of(folder);
        return new Home(path, port.isBlank() ? DEFAULT_PORT : number(port));
    }

    private static int number(String port) {
        try {
            return Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            throw new StartRefused("FREEHOLD_PORT must be a number, not \"" + port + "\"", e);
        }
    }

    /**
     * Creates the folders, readable by their owner alone.
     *
     * @throws StartRefused if the folder holds something else: what is made here may be deleted whole by a fresh start
     */
    public void create() throws IOException {
        if (!isOurs() && Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.anyMatch(entry -> !entry.equals(stack()))) {
                    throw new StartRefused(
                            folder
                                    + " is not empty and no data folder of Freehold; name another, or a new one, in FREEHOLD_HOME");
                }
            }
        }
        for (Path path : new Path[] {folder, keys(), logs(), run()}) {
            Files.createDirectories(path);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!isOurs()) {
            Files.writeString(marker(), "Data folder of Freehold: ./freehold demo --fresh deletes it whole.\n");
        }
    }

    /** Whether this folder was made as a data folder, and nothing else. */
    public boolean isOurs() {
        return Files.isRegularFile(marker());
    }

    private Path marker() {
        return folder.resolve(".freehold-home");
    }

    /** What the same platform keeps that runs as processes (deploy/stack); it is not this one's to touch. */
    Path stack() {
        return folder.resolve("stack");
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    private Path run() {
        return folder.resolve("run");
    }

    public Path lockFile() {
        return run().resolve("lock");
    }

    /** Names the running platform's process and port. */
    public Path runFile() {
        return run().resolve("platform.json");
    }

    /** Why the last start was refused, in one sentence. */
    public Path refusalFile() {
        return run().resolve("refusal");
    }

    public Path postgres() {
        return folder.resolve("postgres");
    }

    public Path ledger(String tenant) {
        return folder.resolve("ledger").resolve(tenant);
    }

    public Path credentials() {
        return folder.resolve("credentials.json");
    }
}
