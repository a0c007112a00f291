package dev.freehold.enforcement.recording.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WalRecorderTest {
    private static final AuditEvents EVENTS = new AuditEvents(Clock.systemUTC());
    private final MemoryLedger ledger = new MemoryLedger();

    @TempDir
    Path folder;

    @Test
    void a_receipt_names_the_place_and_the_leaf_hash_of_the_exact_record() throws Exception {
        AuditEvent event = Events.intent();
        Receipt receipt;
        try (WalRecorder recorder = onDisk()) {
            receipt = recorder.record(event);
        }
        byte[] record = ledger.records(0).get(0);
        assertThat(receipt.position().source()).isEqualTo("node-1");
        assertThat(receipt.position().seq()).isZero();
        ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        leaf.write(0);
        leaf.write(record);
        assertThat(receipt.leaf()).isEqualTo(Digest.of(leaf.toByteArray()));
    }

    @Test
    void a_record_is_the_canonical_form_of_the_event_and_its_place() {
        AuditEvent event = Events.intent();
        try (WalRecorder recorder = onDisk()) {
            recorder.record(event);
        }
        byte[] record = ledger.records(0).get(0);
        JsonNode tree = Json.read(record, JsonNode.class);
        assertThat(record).isEqualTo(CanonicalJson.bytes(tree));
        assertThat(tree.get("id").textValue()).isEqualTo(event.id());
        assertThat(tree.get("source").textValue()).isEqualTo("node-1");
        assertThat(tree.get("epoch").longValue()).isZero();
        assertThat(tree.get("seq").longValue()).isZero();
        assertThat(tree.get("prev").textValue()).isEqualTo("sha256:" + "0".repeat(64));
    }

    @Test
    void sixty_four_producers_get_sixty_four_places_without_a_gap() throws Exception {
        int each = 200;
        var receipts = new ConcurrentHashMap<Long, Receipt>();
        long started = System.nanoTime();
        try (WalRecorder recorder = onDisk()) {
            ExecutorService producers = Executors.newFixedThreadPool(64);
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                work.add(() -> {
                    for (int n = 0; n < each / 2; n++) {
                        AuditEvent intent = Events.intent();
                        Receipt begun = recorder.record(intent);
                        Receipt ended = recorder.record(Events.outcome(intent));
                        receipts.put(begun.position().seq(), begun);
                        receipts.put(ended.position().seq(), ended);
                    }
                    return null;
                });
            }
            for (Future<Void> done : producers.invokeAll(work)) {
                done.get();
            }
            producers.shutdown();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.getLogger("bench")
                .log(System.Logger.Level.INFO, "64 producers: {0} durable events/s", 64 * each / seconds);
        assertThat(receipts).hasSize(64 * each);
        assertThat(ledger.records(0)).hasSize(64 * each);
        checkChain(ledger.records(0));
        for (Receipt receipt : receipts.values()) {
            byte[] record = ledger.records(0).get((int) receipt.position().seq());
            assertThat(Json.read(record, JsonNode.class).get("seq").longValue())
                    .isEqualTo(receipt.position().seq());
        }
    }

    @Test
    void a_second_process_is_told_that_the_folder_is_taken() {
        try (WalRecorder first = onDisk();
                WalRecorder second = onDisk()) {
            first.record(Events.intent());
            assertThatThrownBy(() -> second.record(Events.intent()))
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("another process writes")
                    .hasMessageContaining("freehold.wal.directory");
        }
    }

    @Test
    void a_restart_goes_on_in_the_same_epoch_and_ends_what_was_open() {
        AuditEvent finished = Events.intent();
        AuditEvent open = Events.intent();
        ledger.away(true);
        try (WalRecorder recorder = onDisk()) {
            recorder.record(finished);
            recorder.record(open);
            recorder.record(Events.outcome(finished));
        }
        assertThat(ledger.records(0)).isEmpty();
        ledger.away(false);
        try (WalRecorder recorder = onDisk()) {
            recorder.start();
            await(() -> ledger.records(0).size() == 4);
        }
        checkChain(ledger.records(0));
        JsonNode last = Json.read(ledger.records(0).get(3), JsonNode.class);
        assertThat(last.get("intent").textValue()).isEqualTo(open.id());
        assertThat(last.get("type").textValue()).isEqualTo("inference.outcome");
        assertThat(last.at("/outcome/status").textValue()).isEqualTo("interrupted");
        assertThat(ledger.records(1)).isEmpty();
    }

    @Test
    void a_log_that_was_moved_away_is_followed_by_one_with_the_next_epoch() throws Exception {
        try (WalRecorder recorder = onDisk()) {
            assertThat(recorder.record(Events.intent()).position().epoch()).isZero();
        }
        Files.move(folder.resolve("acme"), folder.resolve("acme.damaged"));
        try (WalRecorder recorder = onDisk()) {
            recorder.start();
            assertThat(recorder.record(Events.intent()).position().epoch()).isEqualTo(1);
        }
    }

    @Test
    void a_ledger_that_knows_more_than_the_log_ends_recording() {
        try (WalRecorder recorder = onDisk()) {
            recorder.record(Events.intent());
        }
        List<byte[]> more = new ArrayList<>(ledger.records(0));
        more.add("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        more.add("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        more.add("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ledger.append(Events.TENANT, new dev.freehold.contracts.audit.Position("node-1", 0, 0), more);
        try (WalRecorder recorder = onDisk()) {
            recorder.start();
            await(() -> String.valueOf(recorder.report().refusing()).contains("it is an older copy"));
            assertThatThrownBy(() -> recorder.record(Events.intent())).isInstanceOf(RecordingUnavailable.class);
        }
    }

    @Test
    void a_ledger_that_was_restored_to_an_older_state_gets_again_what_is_still_here() {
        try (WalRecorder recorder = onDisk()) {
            for (int i = 0; i < 6; i++) {
                recorder.record(Events.intent());
            }
            await(() -> recorder.report().backlog() == 0);
            List<byte[]> before = ledger.records(0);
            ledger.restore(0, 2);
            recorder.record(Events.intent());
            await(() -> ledger.records(0).size() == 7);
            await(() -> recorder.report().backlog() == 0);
            assertThat(ledger.records(0).subList(0, 6)).containsExactlyElementsOf(before);
            assertThat(recorder.report().ledger()).isNull();
        }
    }

    @Test
    void the_ledgers_absence_is_reported_and_costs_no_record() {
        ledger.away(true);
        try (WalRecorder recorder = onDisk()) {
            recorder.record(Events.intent());
            await(() -> recorder.report().ledger() != null);
            assertThat(recorder.report().ok()).isTrue();
            assertThat(recorder.report().backlog()).isEqualTo(1);
            ledger.away(false);
            await(() -> recorder.report().backlog() == 0);
            assertThat(recorder.report().ledger()).isNull();
        }
        assertThat(ledger.records(0)).hasSize(1);
    }

    @Test
    void a_full_backlog_refuses_intents_but_still_takes_the_outcomes_of_what_is_under_way() {
        ledger.away(true);
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            List<AuditEvent> open = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            AuditEvent intent = Events.intent(10_000);
                            recorder.record(intent);
                            open.add(intent);
                        }
                    })
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("its bound of 2 segments");
            assertThat(recorder.report().refusing()).contains("its bound of 2 segments");
            assertThat(disk.segments()).hasSize(2);
            open.forEach(intent -> recorder.record(Events.outcome(intent)));
            ledger.away(false);
            await(() -> recorder.report().ok());
            recorder.record(Events.intent());
        }
    }

    @Test
    void a_full_disk_refuses_events_until_there_is_room() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            recorder.record(Events.intent());
            disk.fillUp(10_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            recorder.record(Events.intent(10_000));
                        }
                    })
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("No space left");
            assertThat(recorder.report().ok()).isFalse();
            disk.fillUp(Long.MAX_VALUE);
            await(() -> recorder.report().ok());
            recorder.record(Events.intent(10_000));
        }
    }

    @Test
    void a_failed_fsync_ends_recording_for_good() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            recorder.record(Events.intent());
            disk.failForce(true);
            assertThatThrownBy(() -> recorder.record(Events.intent()))
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("Input/output error");
            disk.failForce(false);
            assertThatThrownBy(() -> recorder.record(Events.intent())).isInstanceOf(RecordingUnavailable.class);
            assertThat(recorder.report().refusing()).contains("Input/output error");
        }
    }

    @Test
    void damage_in_the_middle_is_refused_and_left_as_it_is() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        ledger.away(true);
        try (WalRecorder recorder = on(disk)) {
            for (int i = 0; i < 3; i++) {
                recorder.record(Events.intent());
            }
        }
        String segment = disk.segments().get(0);
        disk.flip(segment, Segment.HEADER + 200);
        byte[] damaged = disk.bytes(segment);
        try (WalRecorder recorder = on(disk)) {
            assertThatThrownBy(() -> recorder.record(Events.intent()))
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("damaged at byte 64 of " + segment)
                    .hasMessageContaining("record 0 is unreadable, yet record 1 is intact");
        }
        assertThat(disk.bytes(segment)).isEqualTo(damaged);
    }

    @Test
    void damage_in_an_older_segment_is_refused() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        ledger.away(true);
        try (WalRecorder recorder = on(disk)) {
            for (int i = 0; i < 10; i++) {
                recorder.record(Events.intent(20_000));
            }
        }
        assertThat(disk.segments()).hasSize(2);
        disk.flip(disk.segments().get(0), Segment.HEADER + 25_000);
        try (WalRecorder recorder = on(disk)) {
            assertThatThrownBy(() -> recorder.record(Events.intent()))
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("record 1 is unreadable or missing");
        }
    }

    @Test
    void a_segment_stays_while_an_intent_in_it_is_open() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            AuditEvent open = Events.intent(60_000);
            recorder.record(open);
            for (int i = 0; i < 2; i++) {
                AuditEvent other = Events.intent(60_000);
                recorder.record(other);
                recorder.record(Events.outcome(other));
            }
            await(() -> recorder.report().backlog() == 0);
            assertThat(disk.segments().get(0)).isEqualTo(Segment.name(0, 0));
            recorder.record(Events.outcome(open));
            await(() -> !disk.segments().contains(Segment.name(0, 0)));
        }
    }

    @Test
    void an_outcome_that_its_caller_gave_up_is_written_as_interrupted() throws Exception {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk, 1_024, Duration.ofSeconds(2))) {
            AuditEvent intent = Events.intent();
            recorder.record(intent);
            AuditEvent blocking = Events.intent();
            disk.hold();
            Thread other = refused(recorder, blocking);
            await(disk::holds);
            assertThatThrownBy(() -> recorder.record(Events.outcome(intent))).hasMessageContaining("took too long");
            other.join();
            disk.release();
            await(() -> ledger.records(0).size() >= 4);
            assertThat(outcomes(intent)).containsExactly("interrupted");
            assertThat(outcomes(blocking)).containsExactly("interrupted");
        }
        assertOneOutcomeEach(disk);
    }

    @Test
    void an_outcome_that_was_written_after_its_caller_gave_up_stays_the_only_one() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        AuditEvent intent = Events.intent();
        try (WalRecorder recorder = on(disk, 1_024, Duration.ofSeconds(2))) {
            recorder.record(intent);
            disk.hold();
            assertThatThrownBy(() -> recorder.record(Events.outcome(intent))).hasMessageContaining("took too long");
            assertThat(disk.holds()).isTrue();
            disk.release();
            await(() -> ledger.records(0).size() == 2);
        }
        assertOneOutcomeEach(disk);
        assertThat(outcomes(intent)).containsExactly("ok");
    }

    @Test
    void an_outcome_that_found_the_queue_full_is_written_as_interrupted() throws Exception {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk, 1, Duration.ofSeconds(10))) {
            AuditEvent intent = Events.intent();
            recorder.record(intent);
            disk.hold();
            AuditEvent blocking = Events.intent();
            Thread first = new Thread(() -> recorder.record(blocking));
            first.start();
            await(disk::holds);
            AuditEvent next = Events.intent();
            Thread second = new Thread(() -> recorder.record(next));
            second.start();
            await(() -> second.getState() == Thread.State.TIMED_WAITING);
            assertThatThrownBy(() -> recorder.record(Events.outcome(intent)))
                    .hasMessageContaining("1 events wait for the disk already");
            disk.release();
            first.join();
            second.join();
            await(() -> outcomes(intent).size() == 1);
            assertThat(outcomes(intent)).containsExactly("interrupted");
        }
        assertOneOutcomeEach(disk);
    }

    @Test
    void a_refused_outcome_is_written_as_interrupted() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            AuditEvent tooLong = Events.intent();
            recorder.record(tooLong);
            assertThatThrownBy(() -> recorder.record(Events.outcome(tooLong, 70_000)))
                    .hasMessageContaining("at most 65535");
            await(() -> outcomes(tooLong).equals(List.of("interrupted")));
            AuditEvent noRoom = Events.intent();
            recorder.record(noRoom);
            disk.fillUp(10_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            recorder.record(Events.intent(10_000));
                        }
                    })
                    .hasMessageContaining("No space left");
            assertThatThrownBy(() -> recorder.record(Events.outcome(noRoom, 20_000)))
                    .hasMessageContaining("No space left");
            disk.fillUp(Long.MAX_VALUE);
            await(() -> outcomes(noRoom).equals(List.of("interrupted")));
            await(() -> recorder.report().ok());
        }
        assertOneOutcomeEach(disk);
    }

    @Test
    void a_log_that_an_open_intent_fills_names_that_intent() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        try (WalRecorder recorder = on(disk)) {
            AuditEvent open = Events.intent();
            recorder.record(open);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            AuditEvent other = Events.intent(60_000);
                            recorder.record(other);
                            recorder.record(Events.outcome(other));
                        }
                    })
                    .hasMessageContaining("its bound of 2 segments");
            await(() -> String.valueOf(recorder.report().refusing()).contains("record 0 on: that intent waits"));
            recorder.record(Events.outcome(open));
            await(() -> recorder.report().ok());
        }
    }

    @Test
    void the_longest_intent_leaves_room_for_its_outcome() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        AuditEvent longest = null;
        try (WalRecorder recorder = on(disk)) {
            for (int longer = 65_535; longest == null; longer -= 8) {
                AuditEvent intent = Events.intent(longer);
                try {
                    recorder.record(intent);
                    longest = intent;
                } catch (RecordingUnavailable e) {
                    assertThat(e).hasMessageContaining("at most");
                }
            }
        }
        AuditEvent intent = longest;
        assertOneOutcomeEach(disk);
        assertThat(outcomes(intent)).containsExactly("interrupted");
    }

    @Test
    void an_error_of_the_sending_thread_ends_recording_and_says_its_class_alone() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        LedgerIntake broken = (tenant, first, leaves) -> {
            throw new StackOverflowError("secret of a record");
        };
        try (WalRecorder recorder = new WalRecorder(settings(128 << 10, 2), disk, broken, EVENTS)) {
            recorder.record(Events.intent());
            await(() -> !recorder.report().ok());
            assertThat(recorder.report().refusing())
                    .contains("java.lang.StackOverflowError")
                    .doesNotContain("secret");
            assertThatThrownBy(() -> recorder.record(Events.intent())).isInstanceOf(RecordingUnavailable.class);
        }
    }

    @Test
    void a_bug_in_reading_the_log_ends_recording_and_says_its_class_alone() {
        PowerlessDisk disk = new PowerlessDisk(1, PowerlessDisk.Defect.NONE);
        ledger.away(true);
        try (WalRecorder recorder = on(disk)) {
            recorder.record(Events.intent());
            disk.failRead();
            await(() -> !recorder.report().ok());
            assertThat(recorder.report().refusing())
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("secret");
        }
    }

    @Test
    void an_event_that_no_record_can_hold_is_refused_alone() {
        try (WalRecorder recorder = onDisk()) {
            assertThatThrownBy(() -> recorder.record(Events.intent(70_000)))
                    .isInstanceOf(RecordingUnavailable.class)
                    .hasMessageContaining("at most 65279");
            recorder.record(Events.intent(64_000));
            assertThat(recorder.report().ok()).isTrue();
        }
    }

    @Test
    void a_closed_recorder_takes_nothing() {
        WalRecorder recorder = onDisk();
        recorder.record(Events.intent());
        recorder.close();
        assertThatThrownBy(() -> recorder.record(Events.intent()))
                .isInstanceOf(RecordingUnavailable.class)
                .hasMessageContaining("closed");
    }

    private WalRecorder onDisk() {
        return new WalRecorder(settings(1 << 20, 16), ledger, EVENTS);
    }

    private WalRecorder on(PowerlessDisk disk) {
        return new WalRecorder(settings(128 << 10, 2), disk, ledger, EVENTS);
    }

    private WalRecorder on(PowerlessDisk disk, int queue, Duration patience) {
        return new WalRecorder(settings(128 << 10, 2, queue, patience), disk, ledger, EVENTS);
    }

    private static Thread refused(WalRecorder recorder, AuditEvent event) {
        Thread caller = new Thread(
                () -> assertThatThrownBy(() -> recorder.record(event)).isInstanceOf(RecordingUnavailable.class));
        caller.start();
        return caller;
    }

    /** How the records in the ledger say that an intent ended. */
    private List<String> outcomes(AuditEvent intent) {
        return ledger.records(0).stream()
                .map(record -> Json.read(record, JsonNode.class))
                .filter(record -> intent.id().equals(record.path("intent").textValue()))
                .map(record -> record.at("/outcome/status").textValue())
                .toList();
    }

    /** Once the log was read again, so that whatever was left open then is ended too. */
    private void assertOneOutcomeEach(PowerlessDisk disk) {
        AuditEvent last = Events.intent();
        try (WalRecorder recorder = new WalRecorder(settings(128 << 10, 16), disk, ledger, EVENTS)) {
            recorder.record(last);
            recorder.record(Events.outcome(last));
            await(() -> recorder.report().backlog() == 0);
        }
        List<JsonNode> records = ledger.records(0).stream()
                .map(record -> Json.read(record, JsonNode.class))
                .toList();
        List<String> intents = records.stream()
                .filter(record -> !record.has("intent"))
                .map(record -> record.get("id").textValue())
                .toList();
        assertThat(records.stream()
                        .filter(record -> record.has("intent"))
                        .map(record -> record.get("intent").textValue()))
                .containsExactlyInAnyOrderElementsOf(intents);
    }

    private WalSettings settings(long segmentBytes, int segments) {
        return settings(segmentBytes, segments, 1_024, Duration.ofSeconds(10));
    }

    private WalSettings settings(long segmentBytes, int segments, int queue, Duration patience) {
        return new WalSettings(
                folder,
                "node-1",
                segmentBytes,
                segments,
                queue,
                patience,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                false);
    }

    private static void checkChain(List<byte[]> records) {
        byte[] prev = new byte[32];
        for (int seq = 0; seq < records.size(); seq++) {
            JsonNode record = Json.read(records.get(seq), JsonNode.class);
            assertThat(record.get("seq").longValue()).isEqualTo(seq);
            assertThat(record.get("prev").textValue())
                    .isEqualTo(Digest.ofHash(prev).value());
            prev = Digest.sha256().digest(records.get(seq));
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(until);
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
