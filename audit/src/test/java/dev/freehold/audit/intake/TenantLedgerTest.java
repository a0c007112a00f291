package dev.freehold.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.tlog.DamagedLogException;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantLedgerTest {
    private final Records records = new Records("gateway", 1, 40);

    @TempDir
    Path folder;

    private TenantLedger ledger;

    @BeforeEach
    void open() {
        ledger = new TenantLedger(Records.TENANT, new DiskFiles(folder), GoldenLogs.signer());
    }

    private long append(int from, int to) throws IOException {
        return ledger.append(records.at(from), records.leaves().subList(from, to));
    }

    private long size() throws IOException {
        return ledger.reader().checkpoint().size();
    }

    @Test
    void records_that_are_there_already_are_left_out() throws IOException {
        assertThat(append(0, 10)).isEqualTo(10);
        assertThat(append(0, 10)).isEqualTo(10);
        assertThat(append(5, 20)).isEqualTo(20);
        assertThat(size()).isEqualTo(20);
        assertThat(ledger.reader().entries(15).get(0))
                .isEqualTo(records.leaves().get(15));
    }

    @Test
    void a_gap_is_refused_and_named() throws IOException {
        append(0, 10);
        assertThatThrownBy(() -> append(12, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 to 11");
        assertThatThrownBy(() -> ledger.append(
                        new Position("gateway", 2, 1), records.leaves().subList(1, 2)))
                .hasMessageContaining("0 to 0");
        assertThat(size()).isEqualTo(10);
    }

    @Test
    void sources_and_epochs_are_counted_apart() throws IOException {
        append(0, 3);
        Records later = new Records("gateway", 2, 2);
        Records other = new Records("registry", 1, 1);
        assertThat(ledger.append(later.at(0), later.leaves())).isEqualTo(2);
        assertThat(ledger.append(other.at(0), other.leaves())).isEqualTo(1);
        assertThat(append(3, 5)).isEqualTo(5);
        assertThat(size()).isEqualTo(8);
    }

    @Test
    void a_record_that_is_not_what_its_position_says_is_refused() throws IOException {
        assertThatThrownBy(() -> ledger.append(records.at(0), records.leaves().subList(1, 2)))
                .isInstanceOf(IllegalArgumentException.class);
        TenantLedger foreign = new TenantLedger(new TenantId("other"), new DiskFiles(folder), GoldenLogs.signer());
        assertThatThrownBy(() -> foreign.append(records.at(0), records.leaves()))
                .hasMessageContaining("acme")
                .hasMessageContaining("other");
        assertThat(size()).isZero();
    }

    @Test
    void a_record_that_does_not_follow_the_one_before_is_refused() throws IOException {
        append(0, 10);
        List<byte[]> replaced = new ArrayList<>(records.leaves().subList(0, 10));
        Records rewritten = new Records("gateway", 1, 9);
        rewritten.add(Records.event("another", 9));
        rewritten.add(Records.event("next", 10));
        replaced.set(9, rewritten.leaves().get(9));
        replaced.add(rewritten.leaves().get(10));
        assertThatThrownBy(() -> ledger.append(records.at(0), replaced)).hasMessageContaining("prev");
        assertThat(size()).isEqualTo(10);
    }

    @Test
    void what_is_no_record_or_too_long_is_refused() throws IOException {
        for (String leaf : List.of("", "no json", "[]", "{}", "{\"tenant\":\"acme\"}", "x".repeat(65_536))) {
            assertThatThrownBy(() -> ledger.append(records.at(0), List.of(leaf.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(size()).isZero();
    }

    @Test
    void sources_are_known_again_after_a_restart_with_or_without_the_noted_positions() throws IOException {
        append(0, 30);
        ledger.close();
        Path noted = folder.resolve(".positions");
        byte[] note = Files.readAllBytes(noted);
        open();
        assertThat(append(25, 31)).isEqualTo(31);
        Files.delete(noted);
        open();
        assertThat(append(25, 32)).isEqualTo(32);
        Files.write(noted, "damaged".getBytes(StandardCharsets.UTF_8));
        open();
        assertThat(append(25, 33)).isEqualTo(33);
        String ofAnotherLedger = new String(note, StandardCharsets.UTF_8)
                .replaceFirst("\"next\":30", "\"next\":99")
                .replaceFirst("\"root\":\"..", "\"root\":\"//");
        Files.writeString(noted, ofAnotherLedger);
        open();
        assertThat(append(25, 34)).isEqualTo(34);
        assertThat(size()).isEqualTo(34);
    }

    @Test
    void a_closed_ledger_takes_nothing() throws IOException {
        append(0, 1);
        ledger.close();
        assertThatThrownBy(() -> append(1, 2)).isInstanceOf(IOException.class);
    }

    @Test
    void a_ledger_that_was_cut_behind_the_writers_back_is_not_written_on() throws IOException {
        append(0, 3);
        byte[] older = Files.readAllBytes(folder.resolve("checkpoint"));
        append(3, 9);
        Files.write(folder.resolve("checkpoint"), older);
        ledger.close();
        open();
        // A new writer cannot know: the source that has records 9 and following does.
        assertThatThrownBy(() -> append(9, 12)).hasMessageContaining("3 to 8");
    }

    @Test
    void after_a_failed_write_the_ledger_goes_on_once_the_disk_does() throws IOException {
        append(0, 3);
        Path tile = folder.resolve("tile/0/000.p/9");
        Files.createDirectory(tile);
        assertThatThrownBy(() -> append(3, 9)).isInstanceOf(IOException.class);
        assertThat(ledger.failure()).isNotNull();
        Files.delete(tile);
        assertThat(append(3, 9)).isEqualTo(9);
        assertThat(ledger.failure()).isNull();
        assertThat(size()).isEqualTo(9);
    }

    @Test
    void an_entry_that_is_no_record_stops_the_ledger() throws IOException {
        dev.freehold.audit.ledger.tlog.TiledLog.open(new DiskFiles(folder), GoldenLogs.signer())
                .append(List.of("no record".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> append(0, 1))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("entry 0");
    }
}
