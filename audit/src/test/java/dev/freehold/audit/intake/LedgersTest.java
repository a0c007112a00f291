package dev.freehold.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.tlog.DamagedLogException;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.audit.verify.Verdict;
import dev.freehold.audit.verify.Verifier;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTest {
    private final Records records = new Records("gateway", 1, 5);

    @TempDir
    Path home;

    private Ledgers ledgers(String origin) {
        return new Ledgers(home, origin);
    }

    private void append(Ledgers ledgers) throws IOException {
        ledgers.of(Records.TENANT).append(records.at(0), records.leaves());
    }

    @Test
    void a_new_ledger_has_a_key_of_its_own_and_verifies_with_the_published_half() throws IOException {
        append(ledgers("ledger.test"));
        Path key = home.resolve("keys/ledger/acme.skey");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Path folder = home.resolve("ledger/acme");
        TrustedKeys keys = TrustedKeys.parse(Files.readString(folder.resolve("log.vkey")));
        assertThat(keys.origin()).isEqualTo("ledger.test/acme");
        assertThat(new Verifier(keys).log("acme", new DiskFiles(folder), (done, of) -> {}))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void two_writers_never_have_one_ledger() throws IOException {
        Ledgers first = ledgers("ledger.test");
        append(first);
        assertThatThrownBy(() -> append(ledgers("ledger.test"))).hasMessageContaining("another process");
        first.close();
        append(ledgers("ledger.test"));
    }

    @Test
    void a_ledger_whose_key_is_gone_gets_no_new_one() throws IOException {
        Ledgers first = ledgers("ledger.test");
        append(first);
        first.close();
        Files.delete(home.resolve("keys/ledger/acme.skey"));
        assertThatThrownBy(() -> append(ledgers("ledger.test"))).isInstanceOf(DamagedLogException.class);
        assertThat(home.resolve("keys/ledger/acme.skey")).doesNotExist();
    }

    @Test
    void a_changed_origin_is_refused_with_the_setting_to_put_back() throws IOException {
        Ledgers first = ledgers("ledger.test");
        append(first);
        first.close();
        assertThatThrownBy(() -> append(ledgers("other.test"))).hasMessageContaining("freehold.audit.origin");
    }

    @Test
    void a_damaged_ledger_is_known_at_the_start_and_does_not_hinder_the_others() throws IOException {
        Ledgers first = ledgers("ledger.test");
        append(first);
        first.of(new TenantId("beta")).reader();
        first.close();
        Path checkpoint = home.resolve("ledger/acme/checkpoint");
        byte[] saved = Files.readAllBytes(checkpoint);
        Files.delete(checkpoint);
        Files.createDirectory(home.resolve("ledger/lost+found"));
        Ledgers second = ledgers("ledger.test");
        second.openExisting();
        assertThat(second.troubles()).containsOnlyKeys("acme");
        assertThat(second.existing(new TenantId("beta"))).isPresent();
        Files.write(checkpoint, saved);
        append(second);
        assertThat(second.troubles()).isEmpty();
    }
}
