package dev.freehold.contracts.model;

import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of a model version's files; its digest names the version.
 *
 * @param files sorted by path
 */
public record Manifest(List<ManifestFile> files) {
    /** Most files of one version. */
    public static final int MOST_FILES = 64;

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /**
     * One file of a version.
     *
     * @param path its name; versions have no sub-folders
     * @param sha256 64 lower-case hex digits
     * @param size in bytes
     */
    public record ManifestFile(String path, String sha256, long size) {
        public ManifestFile {
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("a version's file has a plain name of at most 128 characters");
            }
        }

        public Digest digest() {
            return new Digest("sha256:" + sha256);
        }
    }

    public Manifest {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new IllegalArgumentException("a version has 1 to " + MOST_FILES + " files");
        }
        files = files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
    }

    /**
     * Lists a folder's files.
     *
     * @throws IllegalArgumentException if the folder holds something other than plain files with plain names
     */
    public static Manifest of(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> listing = Files.list(folder)) {
            entries = listing.limit(MOST_FILES + 1L).toList();
        }
        List<ManifestFile> files = new ArrayList<>();
        for (Path entry : entries) {
            if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException("a version holds plain files only: " + entry.getFileName());
            }
            files.add(new ManifestFile(
                    entry.getFileName().toString(), Digest.ofFile(entry).hex(), Files.size(entry)));
        }
        return new Manifest(files);
    }

    /** SHA-256 of the manifest's canonical JSON. */
    public Digest digest() {
        return Digest.of(CanonicalJson.bytes(Json.tree(this)));
    }
}
