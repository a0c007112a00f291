package dev.freehold.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder for masked rows and adapters on their way into the registry, and for snapshots; only its owner can look in. */
public final class Workspace {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path uploads;
    private final Path runs;
    private final Path snapshots;

    /**
     * @param root made on first use
     */
    public Workspace(Path root) {
        this.uploads = root.resolve("uploads");
        this.runs = root.resolve("runs");
        this.snapshots = root.resolve("snapshots");
    }

    /** A fresh empty file for masked rows. */
    public Path newFile() throws IOException {
        return Files.createTempFile(Files.createDirectories(uploads, OWNER_FOLDER), "rows", ".jsonl", OWNER_FILE);
    }

    /** A fresh folder for one run. */
    public Path newRun() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(runs, OWNER_FOLDER), "run", OWNER_FOLDER);
    }

    /** Where snapshots of runs are kept; made on first use. */
    public Path snapshots() {
        return snapshots;
    }

    /** A folder below this one, unless it is there. */
    public void createFolder(Path folder) throws IOException {
        ownFolder(folder);
    }

    /** A folder that only its owner can look in, with those above it; may be there. */
    public static void ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder.normalize(), OWNER_FOLDER);
    }

    /** Removes what runs left that a crash cut off; only for whoever alone runs jobs here. */
    public void clearRuns() throws IOException {
        delete(runs);
    }

    /** Removes a file, or a folder with all in it. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(path)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw new IOException("cannot list " + path, e);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
