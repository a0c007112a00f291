package dev.freehold.enforcement.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeyTest {
    @TempDir
    Path folder;

    @Test
    void a_key_is_made_once_for_its_owner_alone() throws IOException {
        Path file = folder.resolve("a/b/private.pem");
        String id = ServiceKey.at(file).id();
        assertThat(ServiceKey.at(file).id()).isEqualTo(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file.getParent().toFile().list()).containsExactly("private.pem");
    }

    @Test
    void a_key_that_others_can_read_is_not_used() throws IOException {
        Path file = folder.resolve("private.pem");
        ServiceKey.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> ServiceKey.at(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("freehold.internal.key")
                .hasMessageContaining("0600");
    }

    @Test
    void halves_of_two_pairs_are_not_taken() throws IOException {
        Path file = folder.resolve("private.pem");
        ServiceKey.at(file);
        Path other = folder.resolve("other.pem");
        ServiceKey.at(other);
        String open = Files.readString(other).substring(Files.readString(other).indexOf("-----BEGIN PUBLIC"));
        String secret =
                Files.readString(file).substring(0, Files.readString(file).indexOf("-----BEGIN PUBLIC"));
        Files.writeString(file, secret + open);
        assertThatThrownBy(() -> ServiceKey.at(file)).hasMessageContaining("do not belong together");
    }

    @Test
    void a_key_of_another_kind_is_not_taken() throws Exception {
        Path file = folder.resolve("private.pem");
        ServiceKey.at(file);
        var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Files.writeString(
                file,
                Pem.write(Pem.PRIVATE, pair.getPrivate().getEncoded())
                        + Pem.write(Pem.PUBLIC, pair.getPublic().getEncoded()));
        assertThatThrownBy(() -> ServiceKey.at(file)).hasMessageContaining("Ed25519");
    }

    @Test
    void what_is_published_is_the_public_half() throws IOException {
        ServiceKey key = ServiceKey.at(folder.resolve("private.pem"));
        key.publish(folder.resolve("peers"), ServiceName.FINETUNE_SERVICE, "finetune-service-1");
        assertThat(Files.readString(folder.resolve("peers/finetune-service.pem")))
                .contains("PUBLIC KEY")
                .doesNotContain("PRIVATE");
        assertThat(key.toString()).doesNotContain("PRIVATE").contains(key.id());
    }
}
