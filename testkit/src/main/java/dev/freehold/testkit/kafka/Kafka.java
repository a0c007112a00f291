package dev.freehold.testkit.kafka;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a broker for the tests of a running service and sets {@code freehold.kafka.bootstrap}. */
public final class Kafka implements QuarkusTestResourceLifecycleManager {
    private Path folder = Path.of("");
    private @Nullable KafkaBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KafkaBroker started = new KafkaBroker(folder.resolve("data")).start();
        broker = started;
        return Map.of("freehold.kafka.bootstrap", started.bootstrap());
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.kill();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
