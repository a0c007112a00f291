package dev.freehold.standalone.aot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no Java 25; that a cache is trained, used, and not needed is shown by deploy/e2e/aot_cache. */
class AotCacheTest {
    @TempDir
    Path folder;

    @Test
    void a_start_without_a_cache_has_no_option_for_one() {
        assertThat(cache().options()).isEmpty();
    }

    @Test
    void the_command_of_a_run_and_of_its_training_differ_in_the_cache_alone() {
        PlatformJvm jvm = new PlatformJvm(folder);
        assertThat(jvm.command(java.util.List.of("-XX:AOTCache=x")))
                .containsSubsequence(jvm.command(java.util.List.of()))
                .hasSize(jvm.command(java.util.List.of()).size() + 1);
    }

    @Test
    void a_training_that_is_another_programs_process_by_now_is_left_alone() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/aot"));
        Files.writeString(
                home.resolve("training.pid"),
                Long.toString(ProcessHandle.current().pid()));
        cache().stopTraining();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private AotCache cache() {
        return new AotCache(new Home(folder.resolve("home"), 1), new PlatformJvm(folder));
    }
}
