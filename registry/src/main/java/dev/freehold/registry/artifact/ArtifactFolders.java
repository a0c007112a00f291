package dev.freehold.registry.artifact;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.registry.blob.BlobStore;
import dev.freehold.registry.files.Folders;
import dev.freehold.registry.model.ModelVersions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Versions laid out as read-only files of hard links to their blobs: {@code models/TENANT/HEX/} and {@code
 * datasets/TENANT/HEX.jsonl} below the platform's home.
 *
 * <p>What lies there is checked against its digest the first time that this process hands it out, and built again from the
 * blobs if it is not as it should be. A folder appears whole, by being renamed.
 */
@Singleton
class ArtifactFolders implements ModelArtifacts {
    private static final String UNFINISHED = ".unfinished";
    private final BlobStore blobs;
    private final ModelVersions versions;
    private final Path models;
    private final Path datasets;
    private final Set<Path> checked = ConcurrentHashMap.newKeySet();

    ArtifactFolders(BlobStore blobs, ModelVersions versions, @ConfigProperty(name = "freehold.home") Path home)
            throws IOException {
        this.blobs = blobs;
        this.versions = versions;
        this.models = home.resolve("models");
        this.datasets = home.resolve("datasets");
        Folders.delete(models.resolve(UNFINISHED));
    }

    @Override
    public Path model(TenantId tenant, Digest manifest) throws IOException {
        Path folder = models.resolve(tenant.value()).resolve(manifest.hex());
        if (!checked.contains(folder) || !Files.isDirectory(folder)) {
            checkOrBuild(tenant, manifest, folder);
        }
        return folder;
    }

    @Override
    public Path dataset(TenantId tenant, Digest dataset) throws IOException {
        Path file = datasets.resolve(tenant.value()).resolve(dataset.hex() + ".jsonl");
        if (!checked.contains(file) || !Files.isRegularFile(file)) {
            checkOrPlace(tenant, dataset, file);
        }
        return file;
    }

    private synchronized void checkOrBuild(TenantId tenant, Digest digest, Path folder) throws IOException {
        if (!intact(folder, digest)) {
            Folders.delete(folder);
            build(tenant, digest, folder);
        }
        checked.add(folder);
    }

    private void build(TenantId tenant, Digest digest, Path folder) throws IOException {
        Manifest manifest = versions.manifest(tenant, digest)
                .orElseThrow(() -> new NoSuchFileException("no model version " + digest + " in tenant " + tenant));
        Path unfinished = models.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
        Files.createDirectories(unfinished);
        try {
            for (Manifest.ManifestFile file : manifest.files()) {
                blobs.place(tenant, file.digest(), unfinished.resolve(file.path()));
            }
            Files.createDirectories(folder.getParent());
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.makeReadOnly(folder);
        } finally {
            Folders.delete(unfinished);
        }
    }

    private synchronized void checkOrPlace(TenantId tenant, Digest digest, Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Digest.ofFile(file).equals(digest)) {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            blobs.place(tenant, digest, file);
        }
        checked.add(file);
    }

    private static boolean intact(Path folder, Digest digest) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            return Manifest.of(folder).digest().equals(digest);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
