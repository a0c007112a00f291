package dev.freehold.enforcement.peer.registry;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The room that fetched files take on this disk: what was not handed out for longest goes first, and nothing that is in use. */
final class ArtifactCache {
    /** A worker that was given a folder has read it by then. */
    private static final Duration IN_USE = Duration.ofMinutes(10);

    private final Path root;
    private final long most;
    private final InstantSource clock;

    /**
     * @param root holds {@code KIND/TENANT/HEX}
     * @param most bytes that all of it may take
     */
    ArtifactCache(Path root, long most, InstantSource clock) {
        this.root = root;
        this.most = most;
        this.clock = clock;
    }

    private record Held(Path path, long bytes, Instant used) {}

    /** Marks an entry as handed out now. */
    void touch(Path entry) throws IOException {
        Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
    }

    /**
     * Makes room.
     *
     * @throws IOException if there is none to be had; the message names the key that would give some
     */
    void reserve(long bytes) throws IOException {
        List<Held> held = held();
        long free = most - held.stream().mapToLong(Held::bytes).sum();
        Instant inUse = clock.instant().minus(IN_USE);
        for (Held oldest : held) {
            if (free >= bytes) {
                return;
            }
            if (oldest.used().isBefore(inUse)) {
                delete(oldest.path());
                free += oldest.bytes();
            }
        }
        if (free < bytes) {
            throw new IOException("no room for " + bytes + " bytes of files from the registry: raise"
                    + " freehold.peer.registry.artifacts.max-bytes, now " + most);
        }
    }

    private List<Held> held() throws IOException {
        List<Held> held = new ArrayList<>();
        for (Path kind : entries(root)) {
            for (Path tenant : entries(kind)) {
                for (Path entry : entries(tenant)) {
                    held.add(new Held(
                            entry, size(entry), Files.getLastModifiedTime(entry).toInstant()));
                }
            }
        }
        held.sort(Comparator.comparing(Held::used));
        return held;
    }

    private static long size(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return Files.size(entry);
        }
        long size = 0;
        for (Path file : entries(entry)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.toList();
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
