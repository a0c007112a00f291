package dev.freehold.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.ServerFailed;
import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path home;

    private StackFolder folder;
    private List<Part> parts;

    @BeforeEach
    void create() throws IOException {
        folder = new StackFolder(home.resolve("stack"));
        folder.create();
        // Named as parts of the house are, since they end in their order.
        parts = List.of(
                Sleeper.good(folder, "gateway", "audit"),
                Sleeper.good(folder, "audit", "postgres"),
                Sleeper.good(folder, "postgres"));
    }

    @AfterEach
    void end() {
        new Ending(folder).run();
    }

    @Test
    void a_part_is_started_once_what_it_needs_is_ready() throws IOException {
        start(parts);

        assertThat(said.stream().map(line -> line.split(" ", 2)[0])).containsExactly("postgres", "audit", "gateway");
        assertThat(new Survey(folder, parts).run()).allSatisfy(line -> {
            assertThat(line.state()).isEqualTo(PartState.READY);
            assertThat(line.pid()).isPositive();
            assertThat(line.memory()).isPositive();
        });
    }

    @Test
    void a_second_start_leaves_what_runs_as_it_is() throws IOException {
        start(parts);
        long pid = pid("audit");
        said.clear();

        start(parts);

        assertThat(pid("audit")).isEqualTo(pid);
        assertThat(said).isEmpty();
    }

    @Test
    void a_killed_part_is_named_dead_and_started_again_without_the_others() throws Exception {
        start(parts);
        long gateway = pid("gateway");
        kill(pid("audit"));

        assertThat(new Survey(folder, parts).run().get(1).state()).isEqualTo(PartState.DEAD);

        start(parts);
        assertThat(new Survey(folder, parts).run())
                .extracting(Survey.Line::state)
                .containsOnly(PartState.READY);
        assertThat(pid("gateway")).isEqualTo(gateway);
    }

    @Test
    void down_leaves_no_process_not_even_the_child_of_one_that_was_killed() throws Exception {
        start(parts);
        List<ProcessHandle> all = new ArrayList<>();
        for (Part part : parts) {
            ProcessHandle process = ProcessHandle.of(pid(part.name())).orElseThrow();
            all.add(process);
            process.descendants().forEach(all::add);
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        kill(pid("audit"));

        assertThat(new Ending(folder).run()).isEqualTo(2);

        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertThat(new Survey(folder, parts).run())
                .extracting(Survey.Line::state)
                .containsOnly(PartState.STOPPED);
    }

    @Test
    void a_part_that_ends_while_it_starts_is_named_with_its_log_and_nothing_that_needs_it_is_started()
            throws IOException {
        List<Part> broken = List.of(
                new Sleeper(folder, "audit", Set.of(), "echo no such option >&2; exit 3"),
                Sleeper.good(folder, "gateway", "audit"));

        assertThatThrownBy(() -> start(broken))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining("audit ended while it started")
                .hasMessageContaining(folder.log("audit").toString());

        assertThat(folder.log("audit")).content().contains("no such option");
        assertThat(folder.pid("gateway")).doesNotExist();
    }

    @Test
    void a_taken_port_is_refused_before_anything_is_started() throws IOException {
        try (ServerSocket ignored =
                new ServerSocket(parts.get(1).port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> start(parts))
                    .isInstanceOf(ServerFailed.class)
                    .hasMessageContaining("which is audit's, is taken by another program")
                    .hasMessageContaining(folder.ports().toString());
        }
        assertThat(folder.pid("postgres")).doesNotExist();
    }

    private void start(List<Part> wanted) throws IOException {
        new Starting(folder, wanted, said::add).run();
    }

    private long pid(String part) throws IOException {
        return Daemon.read(folder.pid(part)).orElseThrow().pid();
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
    }
}
