package dev.freehold.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.standalone.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path folder;

    @Test
    void a_key_is_made_once_and_only_its_owner_may_read_it() throws IOException {
        String id = SigningKeys.open(folder, clock).newest().id();

        assertThat(SigningKeys.open(folder, clock).newest().id()).isEqualTo(id);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void a_key_that_was_followed_stays_published_for_a_day_and_then_goes() throws IOException {
        SigningKeys keys = SigningKeys.open(folder, clock);
        String first = keys.newest().id();
        clock.pass(Duration.ofHours(1));
        keys.rotate();
        assertThat(keys.newest().id()).isNotEqualTo(first);
        assertThat(keys.published().path("keys")).hasSize(2);

        clock.pass(Duration.ofHours(25));
        keys.rotate();

        assertThat(keys.all()).extracting(SigningKey::id).hasSize(2).doesNotContain(first);
        assertThat(files()).hasSize(2);
    }

    @Test
    void an_old_key_is_followed_at_the_next_start() throws IOException {
        String first = SigningKeys.open(folder, clock).newest().id();
        clock.pass(SigningKeys.LIFE.plusSeconds(1));

        assertThat(SigningKeys.open(folder, clock).newest().id()).isNotEqualTo(first);
    }

    @Test
    void a_damaged_key_stops_the_start_without_showing_itself() throws IOException {
        SigningKeys.open(folder, clock);
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file).replaceFirst("private\" : \"....", "private\" : \"!!!!"));

        assertThatThrownBy(() -> SigningKeys.open(folder, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("!!!!");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
