package dev.freehold.registry.blob.fs;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.blob.BlobStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Blobs as read-only files: {@code blobs/TENANT/sha256/ab/HEX} below the platform's home.
 *
 * <p>Content is written under {@code blobs/TENANT/incoming}, synced to the disk and renamed, so that a crash leaves either
 * the whole blob or an incoming file, which the next start removes.
 */
@Singleton
final class FileBlobs implements BlobStore {
    private static final String INCOMING = "incoming";
    private final Path root;

    FileBlobs(@ConfigProperty(name = "freehold.home") Path home) throws IOException {
        this.root = home.resolve("blobs");
        removeInterrupted();
    }

    @Override
    public void keep(TenantId tenant, Digest digest, Path content) throws IOException {
        Path incoming = Files.createDirectories(root.resolve(tenant.value()).resolve(INCOMING));
        Path temporary = incoming.resolve(UUID.randomUUID().toString());
        try {
            Files.copy(content, temporary);
            requireDigest(temporary, digest);
            if (!temporary.toFile().setReadOnly()) {
                throw new IOException("cannot make a blob read-only");
            }
            sync(temporary);
            Path folder = Files.createDirectories(folder(tenant, digest));
            Files.move(temporary, folder.resolve(digest.hex()), StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public void place(TenantId tenant, Digest digest, Path target) throws IOException {
        Path blob = folder(tenant, digest).resolve(digest.hex());
        if (!Files.isRegularFile(blob)) {
            throw new NoSuchFileException("blob " + digest);
        }
        requireDigest(blob, digest);
        linkOrCopy(blob, target);
    }

    private static void linkOrCopy(Path blob, Path target) throws IOException {
        try {
            Files.createLink(target, blob);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, or one without hard links: a copy serves as well and costs space only.
            Files.copy(blob, target);
            if (!target.toFile().setReadOnly()) {
                throw new IOException("cannot make a placed file read-only", e);
            }
        }
    }

    private Path folder(TenantId tenant, Digest digest) {
        return root.resolve(tenant.value())
                .resolve("sha256")
                .resolve(digest.hex().substring(0, 2));
    }

    private static void requireDigest(Path file, Digest digest) throws IOException {
        if (!Digest.ofFile(file).equals(digest)) {
            throw new IOException("content does not have the digest " + digest);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void removeInterrupted() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        for (Path tenant : entries(root)) {
            Path incoming = tenant.resolve(INCOMING);
            if (Files.isDirectory(incoming)) {
                for (Path left : entries(incoming)) {
                    Files.delete(left);
                }
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.toList();
        }
    }
}
