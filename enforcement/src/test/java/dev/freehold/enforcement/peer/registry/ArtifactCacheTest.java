package dev.freehold.enforcement.peer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void what_was_not_used_for_longest_goes_first() throws IOException {
        ArtifactCache cache = new ArtifactCache(folder, 30, () -> now);
        Path old = held(cache, "models/acme/old", 10);
        now = now.plusSeconds(1);
        Path older = held(cache, "models/acme/older", 10);
        now = now.plusSeconds(3600);
        cache.touch(old);
        now = now.plusSeconds(3600);
        cache.reserve(20);
        assertThat(old).exists();
        assertThat(older).doesNotExist();
    }

    @Test
    void what_may_be_in_use_stays_and_the_key_is_named() throws IOException {
        ArtifactCache cache = new ArtifactCache(folder, 30, () -> now);
        Path used = held(cache, "models/acme/used", 20);
        now = now.plusSeconds(60);
        assertThatThrownBy(() -> cache.reserve(11))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("freehold.peer.registry.artifacts.max-bytes");
        assertThat(used).exists();
        cache.reserve(10);
    }

    private Path held(ArtifactCache cache, String name, int bytes) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(name));
        Files.write(entry.resolve("model.safetensors"), new byte[bytes]);
        cache.touch(entry);
        return entry;
    }
}
