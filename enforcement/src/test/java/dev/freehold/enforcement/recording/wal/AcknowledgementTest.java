package dev.freehold.enforcement.recording.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Producers at work while the power goes: what they were told of is there afterwards. */
@Timeout(60)
class AcknowledgementTest {
    private static final AuditEvents EVENTS = new AuditEvents(Clock.systemUTC());
    private static final int PRODUCERS = 8;

    @Test
    void every_receipt_is_honoured_after_a_power_cut() throws Exception {
        int receipts = 0;
        for (int seed = 0; seed < 12; seed++) {
            Outcome outcome = crash(seed, PowerlessDisk.Defect.NONE);
            assertThat(outcome.broken())
                    .as("receipts that the ledger does not honour, seed %d", seed)
                    .isZero();
            receipts += outcome.receipts();
        }
        assertThat(receipts).isGreaterThan(50);
    }

    @Test
    void receipts_of_a_log_that_does_not_force_its_writes_are_found_broken() throws Exception {
        int broken = 0;
        for (int seed = 0; seed < 6; seed++) {
            broken += crash(seed, PowerlessDisk.Defect.FORCE_DOES_NOTHING).broken();
        }
        assertThat(broken).isPositive();
    }

    private record Outcome(int receipts, int broken) {}

    private static Outcome crash(int seed, PowerlessDisk.Defect defect) throws InterruptedException {
        PowerlessDisk disk = new PowerlessDisk(seed, defect);
        MemoryLedger ledger = new MemoryLedger();
        ledger.away(seed % 2 == 0);
        Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
        try (WalRecorder recorder = recorder(disk, ledger)) {
            disk.cutAfter(20 + new Random(seed).nextInt(60));
            List<Thread> producers = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                producers.add(new Thread(() -> produce(recorder, receipts)));
            }
            producers.forEach(Thread::start);
            for (Thread producer : producers) {
                producer.join();
            }
        }
        disk.restart();
        ledger.away(false);
        try (WalRecorder recorder = recorder(disk, ledger)) {
            recorder.start();
        }
        return new Outcome(receipts.size(), (int)
                receipts.stream().filter(receipt -> !honoured(receipt, ledger)).count());
    }

    private static void produce(WalRecorder recorder, Queue<Receipt> receipts) {
        try {
            while (true) {
                AuditEvent intent = Events.intent(500);
                receipts.add(recorder.record(intent));
                receipts.add(recorder.record(Events.outcome(intent)));
            }
        } catch (RecordingUnavailable e) {
            assertThat(e).hasMessageContaining("power cut");
        }
    }

    private static boolean honoured(Receipt receipt, MemoryLedger ledger) {
        List<byte[]> records = ledger.records(receipt.position().epoch());
        if (receipt.position().seq() >= records.size()) {
            return false;
        }
        ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        leaf.write(0);
        leaf.writeBytes(records.get((int) receipt.position().seq()));
        return receipt.leaf().equals(Digest.of(leaf.toByteArray()));
    }

    private static WalRecorder recorder(PowerlessDisk disk, MemoryLedger ledger) {
        WalSettings settings = new WalSettings(
                Path.of("unused"),
                "node-1",
                128 << 10,
                16,
                64,
                Duration.ofSeconds(10),
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                false);
        return new WalRecorder(settings, disk, ledger, EVENTS);
    }
}
