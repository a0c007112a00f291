package dev.freehold.registry.export;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.http.ZipAnswer.Archive;
import dev.freehold.enforcement.http.ZipAnswer.Member;
import dev.freehold.registry.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The files of one export whose blobs still have their digests. One that has not is left out and named: a single bad block on
 * a disk must not keep everything else from leaving.
 */
final class SoundFiles {
    private static final System.Logger LOG = System.getLogger(SoundFiles.class.getName());

    private final BlobStore blobs;
    private final TenantId tenant;
    private final Path folder;
    private final Archive archive;
    private final SortedMap<String, Digest> damaged = new TreeMap<>();

    /**
     * @param folder where a blob lies while it is written; on the disk of the blobs, where that takes no room
     */
    SoundFiles(BlobStore blobs, TenantId tenant, Path folder, Archive archive) {
        this.blobs = blobs;
        this.tenant = tenant;
        this.folder = folder;
        this.archive = archive;
    }

    /** Writes a file, or notes that it cannot be had as it was. */
    void add(String path, Digest digest) throws IOException {
        Path placed = Files.createDirectories(folder).resolve(UUID.randomUUID().toString());
        try {
            blobs.place(tenant, digest, placed);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the export goes on without " + path, e);
            damaged.put(path, digest);
            return;
        }
        try {
            archive.add(new Member(path, out -> Files.copy(placed, out)));
        } finally {
            Files.delete(placed);
        }
    }

    /** What was left out, by its path, with the digest that it should have. */
    List<Damaged> damaged() {
        return damaged.entrySet().stream()
                .map(each -> new Damaged(each.getKey(), each.getValue()))
                .toList();
    }

    /** A file that is not what it was. */
    record Damaged(String path, Digest digest) {}
}
