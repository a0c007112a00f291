package dev.freehold.standalone.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.standalone.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path temporary;

    @Test
    void folder_and_port_come_from_the_environment() {
        Home home = Home.of(Map.of("FREEHOLD_HOME", temporary.toString(), "FREEHOLD_PORT", "18080"));
        assertThat(home.folder()).isEqualTo(temporary);
        assertThat(home.port()).isEqualTo(18_080);
        assertThat(Home.of(Map.of()).folder()).isEqualTo(Path.of(System.getProperty("user.home"), ".freehold"));
    }

    @Test
    void a_port_that_is_none_is_named() {
        assertThatThrownBy(() -> Home.of(Map.of("FREEHOLD_PORT", "http")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("FREEHOLD_PORT")
                .hasMessageContaining("http");
        assertThatThrownBy(() -> Home.of(Map.of("FREEHOLD_PORT", "70000")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("70000");
    }

    @Test
    void folders_are_their_owners_alone() throws IOException {
        Home home = new Home(temporary.resolve("a b"), 1);
        home.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.keys())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_private_file_is_its_owners_alone_and_leaves_no_draft() throws IOException {
        Path file = temporary.resolve("secret");
        PrivateFile.write(file, "one");
        PrivateFile.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(temporary)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_second_platform_is_kept_off_a_home() throws IOException {
        Home home = new Home(temporary.resolve("home"), 1);
        home.create();
        Process holder = hold(home);
        try {
            assertThatThrownBy(() -> HomeLock.take(home).close())
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(home.folder().toString());
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_folder_with_anything_else_in_it_is_never_taken_nor_deleted() throws IOException {
        Path theirs = Files.createDirectories(temporary.resolve("theirs/logs")).getParent();
        Home home = new Home(theirs, 1);
        assertThatThrownBy(home::create).isInstanceOf(StartRefused.class).hasMessageContaining(theirs.toString());
        assertThatThrownBy(() -> FreshStart.clear(home)).isInstanceOf(StartRefused.class);
        assertThat(theirs.resolve("logs")).isDirectory();
    }

    @Test
    void a_stack_in_the_same_folder_is_neither_in_the_way_nor_deleted() throws IOException {
        Home home = new Home(temporary.resolve("home"), 1);
        Path data = Files.createDirectories(home.folder().resolve("stack/data/postgres"));
        home.create();
        assertThat(home.isOurs()).isTrue();

        FreshStart.clear(home);

        assertThat(data).isDirectory();
        assertThat(home.keys()).doesNotExist();
        home.create();
        assertThat(home.keys()).isDirectory();
    }

    @Test
    void a_fresh_start_deletes_a_home_but_not_under_a_platform() throws IOException {
        Home home = new Home(temporary.resolve("home"), 1);
        home.create();
        Process holder = hold(home);
        try {
            assertThat(HomeLock.isHeld(home)).isTrue();
            assertThatThrownBy(() -> FreshStart.clear(home)).isInstanceOf(StartRefused.class);
            assertThat(home.keys()).isDirectory();
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        assertThat(HomeLock.isHeld(home)).isFalse();
        FreshStart.clear(home);
        assertThat(home.folder()).doesNotExist();
    }

    /** Another process that holds the lock, as a second platform would. */
    private static Process hold(Home home) throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        home.folder().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.getInputStream().read()).isEqualTo('h');
        return holder;
    }

    /** Main of the process that holds a lock until it is ended. */
    static final class LockHolder {
        public static void main(String[] args) throws Exception {
            try (HomeLock ignored = HomeLock.take(new Home(Path.of(args[0]), 1))) {
                System.out.write('h');
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }
}
