package dev.freehold.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.audit.ledger.GoldenLogs;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.note.NoteSigner;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.audit.ledger.tlog.PowerCutFiles;
import dev.freehold.audit.verify.Verdict;
import dev.freehold.audit.verify.Verifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ends the sequencer between any two changes of the disk, and looks at what the next one finds. */
class CrashTest {
    private static final NoteSigner SIGNER = GoldenLogs.signer();

    /** What a source sends: its records and the sizes of its batches. */
    private record Script(Records records, List<Integer> batches) {
        static Script of(Integer... batches) {
            int size = Stream.of(batches).mapToInt(Integer::intValue).sum();
            return new Script(new Records("gateway", 1, size), List.of(batches));
        }

        int size() {
            return records.leaves().size();
        }
    }

    /** Batches that end within, at and beyond the end of a tile. */
    private static final Script SHORT = Script.of(2, 253, 1, 2);

    private static final Script LONG = Script.of(3, 250, 3, 1, 256, 17, 300, 26);

    private Script script = SHORT;

    private static TenantLedger open(PowerCutFiles disk) {
        return new TenantLedger(Records.TENANT, disk, SIGNER, 100);
    }

    /** Appends from where the ledger is until all is in or the disk fails; returns how many were acknowledged. */
    private long appendAll(TenantLedger ledger, long acknowledged) {
        long next = 0;
        try {
            for (int batch : script.batches()) {
                List<byte[]> leaves = script.records().leaves().subList((int) next, (int) next + batch);
                acknowledged =
                        Math.max(acknowledged, ledger.append(script.records().at(next), leaves));
                next += batch;
            }
        } catch (IOException e) {
            return acknowledged;
        }
        return acknowledged;
    }

    private void checkHolds(PowerCutFiles disk, long acknowledged) throws IOException {
        TenantLedger ledger = open(disk);
        List<byte[]> found = leaves(ledger.reader());
        assertThat(found).hasSizeGreaterThanOrEqualTo((int) acknowledged);
        assertThat(found)
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(script.records().leaves().subList(0, found.size()));
        Verifier verifier = new Verifier(TrustedKeys.of(SIGNER.publicKey()));
        assertThat(verifier.log("log", disk, (done, of) -> {})).isInstanceOf(Verdict.Verified.class);
        assertThat(appendAll(ledger, 0)).isEqualTo(script.size());
        assertThat(leaves(ledger.reader())).hasSize(script.size());
        assertThat(verifier.log("log", disk, (done, of) -> {}))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.size()).isEqualTo(script.size()));
    }

    private static List<byte[]> leaves(LogReader reader) throws IOException {
        List<byte[]> leaves = new ArrayList<>();
        while (leaves.size() < reader.checkpoint().size()) {
            leaves.addAll(reader.entries(leaves.size()));
        }
        return leaves;
    }

    @Test
    void whatever_was_acknowledged_is_found_after_a_kill_at_any_point() throws IOException {
        for (int point = 0; ; point++) {
            PowerCutFiles disk = new PowerCutFiles();
            disk.failAfter(point);
            long acknowledged = appendAll(open(disk), 0);
            boolean finished = !disk.hasFailed();
            disk.restart();
            checkHolds(disk, acknowledged);
            if (finished) {
                assertThat(point).isGreaterThan(40);
                return;
            }
        }
    }

    @Test
    void whatever_was_acknowledged_is_found_after_a_power_cut_at_any_point() throws IOException {
        for (int point = 0; cutAt(point, 2, true, true); point++) {}
    }

    @Test
    @Tag("exhaustive")
    void a_longer_history_loses_nothing_either() throws IOException {
        script = LONG;
        for (int point = 0; cutAt(point, 6, true, true); point++) {}
    }

    @Test
    void a_second_power_cut_while_the_first_is_being_repaired_loses_nothing_either() throws IOException {
        for (int point = 20; point < 60; point += 9) {
            for (int second = 0; second < 30; second += 4) {
                PowerCutFiles disk = new PowerCutFiles();
                disk.failAfter(point);
                long acknowledged = appendAll(open(disk), 0);
                disk.cutPower(new Random(point));
                disk.failAfter(second);
                acknowledged = appendAll(open(disk), acknowledged);
                disk.cutPower(new Random(second));
                checkHolds(disk, acknowledged);
            }
        }
    }

    @Test
    void a_writer_that_forgets_to_force_files_is_caught() {
        assertThatThrownBy(() -> {
                    for (int point = 0; cutAt(point, 2, false, true); point++) {}
                })
                .isInstanceOfAny(AssertionError.class, IOException.class);
    }

    @Test
    void a_writer_that_forgets_to_force_folders_is_caught() {
        assertThatThrownBy(() -> {
                    for (int point = 0; cutAt(point, 2, true, false); point++) {}
                })
                .isInstanceOfAny(AssertionError.class, IOException.class);
    }

    /** Returns whether the disk failed before all was appended. */
    private boolean cutAt(int point, int fates, boolean forcesFiles, boolean forcesFolders) throws IOException {
        boolean failed = false;
        for (int fate = 0; fate < fates; fate++) {
            PowerCutFiles disk = new PowerCutFiles(forcesFiles, forcesFolders);
            disk.failAfter(point);
            long acknowledged = appendAll(open(disk), 0);
            failed = disk.hasFailed();
            disk.cutPower(new Random(1_000L * point + fate));
            checkHolds(disk, acknowledged);
        }
        return failed;
    }
}
