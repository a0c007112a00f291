package dev.freehold.registry;

import dev.freehold.registry.files.Folders;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A home for one test run, gone afterwards. */
public final class RegistryHome implements QuarkusTestResourceLifecycleManager {
    private Path home = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("registry-home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "freehold.home", home.toString(),
                "freehold.internal.peers", home.resolve("peers").toString());
    }

    @Override
    public void stop() {
        try {
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
