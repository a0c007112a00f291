package dev.freehold.audit.trail;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A home for one test run, gone afterwards. */
public final class AuditHome implements QuarkusTestResourceLifecycleManager {
    private Path home = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("audit-home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "freehold.home", home.toString(),
                "freehold.internal.peers", home.resolve("peers").toString());
    }

    @Override
    public void stop() {
        try (Stream<Path> paths = Files.walk(home)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
