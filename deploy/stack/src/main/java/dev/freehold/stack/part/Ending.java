package dev.freehold.stack.part;

import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.Shape;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends all processes, those that others need last; leaves none, whatever state they are in. */
public final class Ending {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Each group ends before the next is asked to. */
    private static final List<List<String>> ORDER = List.of(
            Stream.concat(
                            Stream.of("console"),
                            new Shape(Shape.MOST_GATEWAYS, Shape.Engine.wasm).gatewayNames().stream())
                    .toList(),
            List.of("finetune-service", "inference", "opa"),
            List.of("registry", "policy"),
            List.of("audit", "keycloak"),
            List.of("kafka"),
            List.of("postgres"));

    private final StackFolder folder;

    public Ending(StackFolder folder) {
        this.folder = folder;
    }

    /** Returns how many parts were running. */
    public long run() {
        return ORDER.stream()
                .mapToLong(group -> group.parallelStream().filter(this::end).count())
                .sum();
    }

    private boolean end(String part) {
        try {
            Optional<Daemon> daemon = Daemon.read(folder.pid(part));
            if (daemon.isEmpty()) {
                return false;
            }
            boolean ran = daemon.get().alive();
            daemon.get().stop(PATIENCE);
            Files.deleteIfExists(folder.pid(part));
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(part + " could not be ended", e);
        }
    }
}
