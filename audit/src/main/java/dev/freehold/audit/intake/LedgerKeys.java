package dev.freehold.audit.intake;

import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tlog.DamagedLogException;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The keys that sign checkpoints: one file for each tenant, which nobody but its owner can read. */
final class LedgerKeys {
    private static final int LARGEST = 1_024;
    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    LedgerKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * The tenant's key.
     *
     * @param origin the name that it signs for
     * @param mayBeNew whether one is made if there is none: never for a ledger that another key has signed
     */
    NoteSigner signer(TenantId tenant, String origin, boolean mayBeNew) throws IOException {
        Path file = folder.resolve(tenant + ".skey");
        NoteSigner signer;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is no signer key");
            }
            signer = NoteSigner.parse(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            if (!mayBeNew) {
                throw new DamagedLogException(file + " is gone though it has signed the ledger: restore it");
            }
            return create(file, origin);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no signer key: " + e.getMessage(), e);
        }
        if (!signer.publicKey().name().equals(origin)) {
            throw new IOException(file + " signs for " + signer.publicKey().name() + ", configured is " + origin
                    + ": set freehold.audit.origin back");
        }
        return signer;
    }

    private NoteSigner create(Path file, String origin) throws IOException {
        Files.createDirectories(folder);
        NoteSigner signer = NoteSigner.generate(origin, random);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        byte[] text = (signer.reveal() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return signer;
    }
}
