package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Logs in folders of a disk, one for each tenant.
 *
 * <p>The last epoch stands in a file beside the folder, so that it outlives a damaged log that was moved away.
 */
final class DiskFolders implements LogFolders {
    private static final String EPOCH = ".epoch";
    private final Path root;

    DiskFolders(Path root) {
        this.root = root;
    }

    @Override
    public List<TenantId> tenants() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(DiskFolders::isTenant)
                    .sorted()
                    .map(TenantId::new)
                    .toList();
        }
    }

    @Override
    public LogFiles open(TenantId tenant) throws IOException {
        return DiskFiles.open(root.resolve(tenant.value()));
    }

    @Override
    public long newEpoch(TenantId tenant) throws IOException {
        Path file = root.resolve(tenant.value() + EPOCH);
        long epoch = Files.exists(file) ? read(file) + 1 : 0;
        Path draft = root.resolve(tenant.value() + EPOCH + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Long.toString(epoch).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        DiskFiles.sync(root);
        return epoch;
    }

    /** Other names are those of damaged logs that somebody moved aside. */
    private static boolean isTenant(String name) {
        try {
            return name.equals(new TenantId(name).value());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long read(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            throw new IOException(file + " must hold the number of the last log and nothing else", e);
        }
    }
}
