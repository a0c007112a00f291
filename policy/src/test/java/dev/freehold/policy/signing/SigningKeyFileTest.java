package dev.freehold.policy.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.enforcement.bundle.BundleSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {
    @TempDir
    Path folder;

    private Path secret() {
        return folder.resolve("keys/policy/bundle.pem");
    }

    @Test
    void a_key_is_made_once_for_its_owner_alone_and_its_public_half_beside_it() throws IOException {
        SigningKeyFile file = new SigningKeyFile(secret());
        BundleSigner signer = file.load();
        assertThat(new SigningKeyFile(secret()).load().keyId()).isEqualTo(signer.keyId());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret())))
                .isEqualTo("rw-------");
        assertThat(file.publicFile()).hasFileName("bundle.pub.pem");
        assertThat(Files.readString(file.publicFile()))
                .isEqualTo(SigningKeyFile.pem(signer.publicKey()))
                .doesNotContain("PRIVATE");
        assertThat(signer.algorithm()).isEqualTo("ES256");
        try (Stream<Path> files = Files.list(secret().getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void processes_that_start_together_agree_on_one_key() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> load = () -> new SigningKeyFile(secret()).load().keyId();
            Set<String> ids = new TreeSet<>();
            for (Future<String> id : threads.invokeAll(List.of(load, load, load, load, load, load, load, load))) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_rsa_key_of_ones_own_signs_with_rs256() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        Files.createDirectories(secret().getParent());
        Files.writeString(
                secret(),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(secret(), PosixFilePermissions.fromString("rw-------"));
        assertThat(new SigningKeyFile(secret()).load().algorithm()).isEqualTo("RS256");
    }

    @Test
    void a_key_that_others_can_read_is_not_used() throws IOException {
        new SigningKeyFile(secret()).load();
        Files.setPosixFilePermissions(secret(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> new SigningKeyFile(secret()).load()).hasMessageContaining("0600");
    }

    @Test
    void a_damaged_key_is_told_without_its_text() throws IOException {
        new SigningKeyFile(secret()).load();
        String text = Files.readString(secret());
        for (String damaged : List.of("", "nonsense", text.replace("PUBLIC", "OTHER"), text.replaceFirst("M", "N"))) {
            Files.writeString(secret(), damaged);
            assertThatThrownBy(() -> new SigningKeyFile(secret()).load())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bundle.pem")
                    .message()
                    .doesNotContain(text.substring(40, 80));
        }
    }
}
