package dev.freehold.servers.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.ServerFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    @TempDir
    private Path folder;

    @Test
    void an_entry_is_made_once() throws IOException {
        ServerCache cache = new ServerCache(folder);
        AtomicInteger made = new AtomicInteger();

        for (int i = 0; i < 2; i++) {
            Path entry = cache.ensure("one-1.0", draft -> {
                made.incrementAndGet();
                Files.writeString(draft.resolve("file"), "x");
            });
            assertThat(entry.resolve("file")).hasContent("x");
        }

        assertThat(made).hasValue(1);
    }

    @Test
    void what_failed_half_way_leaves_no_entry_and_no_rubbish() throws IOException {
        ServerCache cache = new ServerCache(folder);

        assertThatThrownBy(() -> cache.ensure("one-1.0", draft -> {
                    Files.writeString(draft.resolve("half"), "x");
                    throw new ServerFailed("no network");
                }))
                .isInstanceOf(ServerFailed.class);

        assertThat(cache.has("one-1.0")).isFalse();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("one-1.0.lock");
        }
    }

    @Test
    void the_folder_is_the_one_named_else_the_users_caches() {
        Path home = Path.of("/home/sam");
        assertThat(ServerCache.of(Map.of("FREEHOLD_CACHE", "/c", "XDG_CACHE_HOME", "/x"), home)
                        .folder())
                .isEqualTo(Path.of("/c"));
        assertThat(ServerCache.of(Map.of("XDG_CACHE_HOME", "/x"), home).folder())
                .isEqualTo(Path.of("/x/freehold"));
        assertThat(ServerCache.of(Map.of(), home).folder()).isEqualTo(Path.of("/home/sam/.cache/freehold"));
    }

    @Test
    void a_download_with_another_digest_is_deleted_and_not_used() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        Path maven = Files.writeString(checkout.resolve("mvnw"), """
                #!/bin/sh
                for argument; do case $argument in -DoutputDirectory=*) echo planted > "${argument#*=}/tool-1.0.zip" ;; esac; done
                """);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Path target = Files.createDirectory(folder.resolve("target"));

        assertThatThrownBy(() -> new Download("org.example:tool:1.0:zip", "0".repeat(64)).into(target, checkout))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining("it is not used");

        assertThat(target).isEmptyDirectory();
    }
}
