package dev.freehold.registry.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the registry does to whole folders. */
public final class Folders {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("r-xr-xr-x");
    private static final Set<PosixFilePermission> WRITABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Folders() {}

    /** Removes a folder with all that is in it, read-only or not; one that is not there is gone already. */
    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, WRITABLE);
            for (Path entry : entries(path)) {
                delete(entry);
            }
        }
        Files.deleteIfExists(path);
    }

    /** Lets nobody add, remove or rename in the folder. */
    public static void makeReadOnly(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, READABLE);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.toList();
        }
    }
}
