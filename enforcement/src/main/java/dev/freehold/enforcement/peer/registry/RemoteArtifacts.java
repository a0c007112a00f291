package dev.freehold.enforcement.peer.registry;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of a registry in another process, fetched once and kept by digest. Nothing is handed out that does not have its
 * digest: what lies here already is checked the first time that this process hands it out.
 */
public final class RemoteArtifacts implements ModelArtifacts {
    private static final int LONGEST_MANIFEST = 256 << 10;
    private static final int PIECE = 1 << 16;
    private final Peer registry;
    private final Path root;
    private final ArtifactCache cache;
    private final Set<Path> checked = ConcurrentHashMap.newKeySet();

    /**
     * @param root folder of this process alone
     * @param most bytes that the files may take
     */
    public RemoteArtifacts(Peer registry, Path root, long most, InstantSource clock) {
        if (most < 1 << 20) {
            throw new IllegalArgumentException("freehold.peer.registry.artifacts.max-bytes is at least 1M");
        }
        this.registry = registry;
        this.root = root;
        this.cache = new ArtifactCache(root.resolve("files"), most, clock);
    }

    /** Why nothing was fetched, where the registry says so. */
    private PeerReply opened(String target) throws IOException {
        PeerReply reply = registry.send(PeerRequest.get(target, null));
        if (!reply.ok()) {
            int status = reply.status();
            reply.close();
            throw new IOException("the registry gives no files: status " + status);
        }
        return reply;
    }

    @Override
    public Path model(TenantId tenant, Digest digest) throws IOException {
        Path folder = place("models", tenant, digest);
        if (!checked.contains(folder) || !Files.isDirectory(folder)) {
            checkOrFetchModel(tenant, digest, folder);
        }
        cache.touch(folder);
        return folder;
    }

    private synchronized void checkOrFetchModel(TenantId tenant, Digest digest, Path folder) throws IOException {
        if (!intact(folder, digest)) {
            ArtifactCache.delete(folder);
            fetchModel(RegistryPaths.MODELS + tenant + "/" + digest.hex(), digest, folder);
        }
        checked.add(folder);
    }

    @Override
    public Path dataset(TenantId tenant, Digest digest) throws IOException {
        Path file = place("datasets", tenant, digest);
        if (!checked.contains(file) || !Files.isRegularFile(file)) {
            checkOrFetchDataset(tenant, digest, file);
        }
        cache.touch(file);
        return file;
    }

    private synchronized void checkOrFetchDataset(TenantId tenant, Digest digest, Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Digest.ofFile(file).equals(digest)) {
            ArtifactCache.delete(file);
            fetchDataset(RegistryPaths.DATASETS + tenant + "/" + digest.hex(), digest, file);
        }
        checked.add(file);
    }

    private Path place(String kind, TenantId tenant, Digest digest) {
        return root.resolve("files").resolve(kind).resolve(tenant.value()).resolve(digest.hex());
    }

    private static boolean intact(Path folder, Digest digest) throws IOException {
        try {
            return Files.isDirectory(folder) && Manifest.of(folder).digest().equals(digest);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void fetchModel(String target, Digest digest, Path folder) throws IOException {
        Manifest manifest;
        try (PeerReply reply = opened(target)) {
            manifest = reply.read(Manifest.class, LONGEST_MANIFEST);
        }
        if (!manifest.digest().equals(digest)) {
            throw new IOException("the registry's list of files does not have the digest " + digest);
        }
        cache.reserve(
                manifest.files().stream().mapToLong(Manifest.ManifestFile::size).sum());
        Path draft = draft();
        try {
            Files.createDirectories(draft);
            for (Manifest.ManifestFile file : manifest.files()) {
                try (PeerReply reply = opened(target + "/" + file.path())) {
                    write(reply.body(), draft.resolve(file.path()), file.size(), file.digest());
                }
            }
            publish(draft, folder);
        } finally {
            ArtifactCache.delete(draft);
        }
    }

    private void fetchDataset(String target, Digest digest, Path file) throws IOException {
        Path draft = draft();
        try (PeerReply reply = opened(target)) {
            long size = reply.headers()
                    .firstValueAsLong("content-length")
                    .orElseThrow(() -> new IOException("the registry does not say how long a dataset is"));
            cache.reserve(size);
            write(reply.body(), draft, size, digest);
            publish(draft, file);
        } finally {
            ArtifactCache.delete(draft);
        }
    }

    private Path draft() throws IOException {
        return Files.createDirectories(root.resolve("unfinished"))
                .resolve(UUID.randomUUID().toString());
    }

    private static void publish(Path draft, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(InputStream body, Path file, long size, Digest digest) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        long left = size;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
            byte[] piece = new byte[PIECE];
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                left -= count;
                if (left < 0) {
                    throw new IOException("the registry sends more bytes than it said");
                }
                out.write(piece, 0, count);
            }
        }
        if (left != 0 || !Digest.ofHash(sha256.digest()).equals(digest)) {
            throw new IOException("what the registry sent does not have the digest " + digest);
        }
        if (!file.toFile().setReadOnly()) {
            throw new IOException("a fetched file cannot be made read-only");
        }
    }
}
