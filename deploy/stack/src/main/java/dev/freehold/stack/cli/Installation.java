package dev.freehold.stack.cli;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.cache.ServerCache;
import dev.freehold.stack.home.Ports;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import dev.freehold.stack.part.Part;
import dev.freehold.stack.part.Parts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The stack that the environment names.
 *
 * @param checkout where the built services are
 */
record Installation(StackFolder folder, Path checkout, ServerCache cache) {
    static Installation fromEnvironment() {
        return new Installation(
                StackFolder.fromEnvironment(),
                Path.of(Optional.ofNullable(System.getenv("FREEHOLD_CHECKOUT")).orElse(""))
                        .toAbsolutePath(),
                ServerCache.fromEnvironment());
    }

    boolean wasStarted() {
        return Files.exists(folder.ports());
    }

    List<Part> parts(Shape shape, Ports ports) throws IOException {
        return Parts.of(folder, shape, ports, cache, checkout);
    }

    /** Something to do while no other command starts or ends parts. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T alone(Work<T> work) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new ServerFailed("another command is starting or ending the stack of " + folder.folder());
            }
            return work.run();
        }
    }
}
