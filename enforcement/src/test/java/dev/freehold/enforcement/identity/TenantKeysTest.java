package dev.freehold.enforcement.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantKeysTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final byte[] ANNA = "anna".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void a_pseudonym_is_the_same_after_a_restart_and_holds_nothing_of_the_name() {
        String pseudonym = new Pseudonyms(keys()).of(ACME, "anna");
        assertThat(pseudonym).matches("[0-9a-f]{32}").isEqualTo(new Pseudonyms(keys()).of(ACME, "anna"));
        assertThat(pseudonym).isNotEqualTo(new Pseudonyms(keys()).of(ACME, "bert"));
    }

    @Test
    void tenants_cannot_compare_their_pseudonyms() {
        Pseudonyms pseudonyms = new Pseudonyms(keys());
        assertThat(pseudonyms.of(ACME, "anna")).isNotEqualTo(pseudonyms.of(OTHER, "anna"));
    }

    @Test
    void a_commitment_to_a_name_is_not_its_pseudonym() {
        TenantKeys keys = keys();
        assertThat(new Commitments(keys).of(ACME, ANNA))
                .matches("[0-9a-f]{64}")
                .doesNotStartWith(new Pseudonyms(keys).of(ACME, "anna"));
    }

    @Test
    void only_the_owner_can_read_a_key() throws Exception {
        new Commitments(keys()).of(ACME, ANNA);
        Path key = folder.resolve("tenant/acme.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(key).hasSize(32);
        try (Stream<Path> files = Files.list(key.getParent())) {
            assertThat(files).as("nothing is left of making it").containsExactly(key);
        }
    }

    @Test
    void a_key_that_others_can_read_is_refused_with_the_fix() throws Exception {
        new Commitments(keys()).of(ACME, ANNA);
        Files.setPosixFilePermissions(folder.resolve("tenant/acme.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Commitments commitments = new Commitments(keys());
        assertThatThrownBy(() -> commitments.of(ACME, ANNA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("set its mode to 0600");
    }

    @Test
    void a_key_that_was_cut_short_is_refused() throws Exception {
        new Commitments(keys()).of(ACME, ANNA);
        Files.write(folder.resolve("tenant/acme.key"), new byte[31]);
        Commitments commitments = new Commitments(keys());
        assertThatThrownBy(() -> commitments.of(ACME, ANNA)).hasMessageContaining("holds 31 bytes and not 32");
    }

    @Test
    void processes_that_start_together_share_one_key() {
        long different = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> new Commitments(keys()).of(ACME, ANNA))
                .distinct()
                .count();
        assertThat(different).isEqualTo(1);
    }

    private TenantKeys keys() {
        return new TenantKeys(folder.resolve("tenant"));
    }
}
