package dev.freehold.audit.ledger.tlog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The files of a log in a folder of this machine. */
public final class DiskFiles implements LogFiles {
    private final Path root;

    public DiskFiles(Path root) {
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        Path file = root.resolve(path);
        // A named pipe would keep its reader waiting for ever.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(most + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        Files.write(root.resolve(path), content);
    }

    @Override
    public void force(String path) throws IOException {
        force(root.resolve(path), StandardOpenOption.WRITE);
    }

    @Override
    public void makeFolder(String path) throws IOException {
        try {
            Files.createDirectory(root.resolve(path));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(root.resolve(path))) {
                throw e;
            }
        }
    }

    @Override
    public void forceFolder(String path) throws IOException {
        force(root.resolve(path), StandardOpenOption.READ);
    }

    @Override
    public void replace(String path, String with) throws IOException {
        Files.move(root.resolve(with), root.resolve(path), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void removeFolder(String path) throws IOException {
        Path folder = root.resolve(path);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
