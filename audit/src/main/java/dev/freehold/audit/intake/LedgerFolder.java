package dev.freehold.audit.intake;

import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant's ledger in its folder, held by this process alone. */
final class LedgerFolder implements AutoCloseable {
    private static final String KEY = "log.vkey";
    private final Path folder;
    private final FileChannel lock;
    private final TenantLedger ledger;

    private LedgerFolder(Path folder, FileChannel lock, TenantLedger ledger) {
        this.folder = folder;
        this.lock = lock;
        this.ledger = ledger;
    }

    /**
     * Takes a ledger into this process; makes folder and key if it is new.
     *
     * @throws IOException if another process has it, or folder, key and origin do not belong together
     */
    static LedgerFolder open(Path ledgers, TenantId tenant, String origin, LedgerKeys keys) throws IOException {
        Path folder = ledgers.resolve(tenant.value());
        Files.createDirectories(folder);
        DiskFiles parent = new DiskFiles(ledgers);
        parent.forceFolder("");
        parent.forceFolder("..");
        FileChannel lock = locked(folder.resolve(".lock"));
        try {
            DiskFiles files = new DiskFiles(folder);
            NoteSigner signer = keys.signer(tenant, origin, !files.exists("checkpoint"));
            publishKey(files, signer);
            return new LedgerFolder(folder, lock, new TenantLedger(tenant, files, signer));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new IOException(file.getParent() + " is being written by another process");
        }
        return channel;
    }

    private static void publishKey(DiskFiles files, NoteSigner signer) throws IOException {
        byte[] line = (signer.publicKey() + "\n").getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> published = files.read(KEY, 4_096);
        if (published.isEmpty()) {
            files.replaceDurably(KEY, line);
        } else if (!new String(published.get(), StandardCharsets.UTF_8)
                .strip()
                .equals(signer.publicKey().toString())) {
            throw new IOException(KEY + " is not the public half of the tenant's key");
        }
    }

    TenantLedger ledger() {
        return ledger;
    }

    boolean isWritable() {
        return Files.isWritable(folder);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            ledger.close();
        }
    }
}
