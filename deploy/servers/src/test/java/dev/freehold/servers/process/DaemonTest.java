package dev.freehold.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void it_is_known_again_by_its_file_and_is_no_other_process_of_the_same_number() throws Exception {
        Daemon daemon = start("sleep 600");
        daemon.write(folder.resolve("one.pid"));

        Daemon read = Daemon.read(folder.resolve("one.pid")).orElseThrow();
        assertThat(read.alive()).isTrue();
        assertThat(new Daemon(daemon.pid(), daemon.started().minusSeconds(3_600)).alive())
                .isFalse();
        new Daemon(daemon.pid(), daemon.started().minusSeconds(3_600)).stop(PATIENCE);
        assertThat(daemon.alive()).isTrue();
        daemon.stop(PATIENCE);
        assertThat(daemon.alive()).isFalse();
    }

    @Test
    void no_setting_of_its_starter_gets_into_it() throws Exception {
        Daemon daemon = start("env > " + folder.resolve("seen") + "; sleep 600");
        await(folder.resolve("seen"));

        assertThat(Files.readString(folder.resolve("seen")))
                .contains("OWN=yes", "PATH=")
                .doesNotContain("FREEHOLD_");
        daemon.stop(PATIENCE);
    }

    @Test
    void one_that_does_not_listen_or_was_paused_is_ended_all_the_same() throws Exception {
        Daemon deaf = start("trap '' TERM; touch " + folder.resolve("deaf") + "; while :; do sleep 1; done");
        Daemon paused = start("touch " + folder.resolve("paused") + "; kill -STOP $$; sleep 600");
        await(folder.resolve("deaf"));
        await(folder.resolve("paused"));

        deaf.stop(PATIENCE);
        paused.stop(PATIENCE);

        assertThat(deaf.alive()).isFalse();
        assertThat(paused.alive()).isFalse();
    }

    private Daemon start(String script) throws IOException {
        return Daemon.start(List.of("sh", "-c", script), Map.of("OWN", "yes"), folder.resolve("log"));
    }

    private static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 100 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        assertThat(file).exists();
    }
}
