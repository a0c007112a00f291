package dev.freehold.registry.peer;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.files.Folders;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files on their way in, by digest: {@code uploads/TENANT/HEX} below the platform's home. What nobody registers goes after an
 * hour; what a crash left goes at the next start.
 */
@Singleton
class Uploads {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 1_024;
    private static final int PIECE = 1 << 16;
    private final Path root;
    private final long longest;
    private final Clock clock;

    Uploads(@ConfigProperty(name = "freehold.home") Path home, RegistrySettings settings, Clock clock)
            throws IOException {
        this.root = home.resolve("uploads");
        this.longest = settings.imports().maxBytes().asLongValue();
        this.clock = clock;
        Folders.delete(root);
    }

    /**
     * Keeps a file until it is registered; the same file again is taken as done.
     *
     * @throws ProblemException if it is too long, is not what its digest says, or there are too many
     */
    void keep(TenantId tenant, Digest digest, InputStream body) throws IOException {
        Path folder = Files.createDirectories(root.resolve(tenant.value()));
        sweep(folder);
        Path target = folder.resolve(digest.hex());
        if (Files.exists(target)) {
            return;
        }
        Path draft = folder.resolve(UUID.randomUUID() + ".part");
        try {
            if (!write(body, draft).equals(digest)) {
                throw new ProblemException(RegistryProblems.UPLOAD, "the file does not have the digest of its address");
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * An uploaded file.
     *
     * @throws ProblemException if it was not uploaded, or too long ago
     */
    Path file(TenantId tenant, Digest digest) {
        Path file = root.resolve(tenant.value()).resolve(digest.hex());
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(RegistryProblems.UPLOAD, "the file " + digest + " was not uploaded");
        }
        return file;
    }

    /** A fresh folder in which uploads lie under their names. */
    Path folder(TenantId tenant, Manifest manifest) throws IOException {
        Path folder = Files.createDirectories(
                root.resolve(".folders").resolve(UUID.randomUUID().toString()));
        for (Manifest.ManifestFile file : manifest.files()) {
            Files.createLink(folder.resolve(file.path()), file(tenant, file.digest()));
        }
        return folder;
    }

    private Digest write(InputStream body, Path draft) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), sha256)) {
            byte[] piece = new byte[PIECE];
            long total = 0;
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                total += count;
                if (total > longest) {
                    throw new ProblemException(
                            RegistryProblems.UPLOAD, "the file is longer than " + longest + " bytes");
                }
                out.write(piece, 0, count);
            }
        }
        return Digest.ofHash(sha256.digest());
    }

    private void sweep(Path folder) throws IOException {
        Instant old = clock.instant().minus(KEPT);
        List<Path> files;
        try (Stream<Path> listing = Files.list(folder)) {
            files = listing.toList();
        }
        int left = 0;
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                Files.deleteIfExists(file);
            } else {
                left++;
            }
        }
        if (left >= MOST) {
            throw new ProblemException(RegistryProblems.UPLOAD, "there are " + MOST + " files that nobody registered");
        }
    }
}
