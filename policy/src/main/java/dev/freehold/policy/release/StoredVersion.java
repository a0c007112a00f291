package dev.freehold.policy.release;

import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.policy.bundle.BundleFiles;
import dev.freehold.policy.bundle.BundleManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one version in its folder, laid out like those that the platform ships; written once, checked when read. */
final class StoredVersion {
    private static final String RECORD = "version.json";

    private final Path versions;
    private final Path folder;

    StoredVersion(Path versions, Digest digest) {
        this.versions = versions;
        this.folder = versions.resolve(digest.hex());
    }

    boolean exists() {
        return Files.exists(folder);
    }

    VersionRecord record() throws IOException {
        try {
            return Json.read(read(RECORD), VersionRecord.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(RECORD) + " is damaged", e);
        }
    }

    BundleFiles files() throws IOException {
        return BundleFiles.read(this::read);
    }

    /** The sources, each checked against the digest that the manifest gives. */
    SortedMap<String, byte[]> sources(BundleManifest manifest) throws IOException {
        SortedMap<String, byte[]> sources = new TreeMap<>();
        for (Map.Entry<String, Digest> source : manifest.sources().entrySet()) {
            byte[] text = read(VersionFiles.REGO + source.getKey());
            if (!Digest.of(text).equals(source.getValue())) {
                throw new IOException(folder + ": " + source.getKey() + " is not what the version was compiled from");
            }
            sources.put(source.getKey(), text);
        }
        return sources;
    }

    private byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        if (Files.size(file) > BundleFiles.LARGEST) {
            throw new IOException(file + " is longer than " + BundleFiles.LARGEST + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /** Keeps a version: all of it, or nothing if the process ends meanwhile. */
    void write(VersionDraft draft, VersionRecord record) throws IOException {
        Files.createDirectories(versions);
        Path draftFolder = Files.createTempDirectory(versions, ".draft");
        SortedMap<String, byte[]> files = VersionFiles.compiled(draft);
        files.putAll(VersionFiles.sources(draft));
        files.put(RECORD, Json.MAPPER.writeValueAsBytes(record));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            DurableFiles.write(draftFolder, file.getKey(), file.getValue());
        }
        Files.move(draftFolder, folder, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(versions);
    }
}
