package dev.freehold.stack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void a_secret_is_random_stays_and_is_for_its_owner_alone(@TempDir Path home) throws IOException {
        StackFolder folder = new StackFolder(home.resolve("stack"));
        folder.create();
        String made = Secrets.open(folder).of("one").text();

        assertThat(made).hasSize(48).isNotEqualTo(Secrets.open(folder).of("two").text());
        assertThat(Secrets.open(folder).of("one").text()).isEqualTo(made);
        assertThat(Secrets.open(folder).of("one").toString()).doesNotContain(made);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.keys().resolve("secrets.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.folder())))
                .isEqualTo("rwx------");
    }
}
