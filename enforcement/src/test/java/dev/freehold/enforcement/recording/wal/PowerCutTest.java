package dev.freehold.enforcement.recording.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Histories of writing, shipping, removing and power cuts, each wholly determined by its seed. */
class PowerCutTest {
    private static final Shape SMALL = new Shape(Shape.SMALLEST_SEGMENT, 4);
    private static final java.util.logging.Logger TORN = java.util.logging.Logger.getLogger(Recovery.class.getName());
    private static final int HISTORIES = 200;

    @BeforeAll
    static void thousands_of_torn_writes_are_no_news() {
        TORN.setLevel(java.util.logging.Level.SEVERE);
    }

    @AfterAll
    static void one_is() {
        TORN.setLevel(null);
    }

    @Test
    void no_acknowledged_record_is_ever_lost() throws IOException {
        run(0, HISTORIES);
    }

    @Test
    @Tag("exhaustive")
    void no_acknowledged_record_is_lost_in_ten_thousand_histories() throws IOException {
        run(HISTORIES, 10_000);
    }

    private static void run(int firstSeed, int histories) throws IOException {
        int cuts = 0;
        for (int seed = firstSeed; seed < firstSeed + histories; seed++) {
            History history = new History(seed, PowerlessDisk.Defect.NONE);
            history.run();
            cuts += history.cuts;
        }
        assertThat(cuts).as("power cuts that the histories met").isGreaterThan(histories);
    }

    @Test
    void a_log_that_does_not_force_its_writes_is_found_out() {
        assertThat(failures(PowerlessDisk.Defect.FORCE_DOES_NOTHING)).isGreaterThan(10);
    }

    @Test
    void a_log_that_does_not_sync_its_folder_is_found_out() {
        assertThat(failures(PowerlessDisk.Defect.SYNC_DOES_NOTHING)).isGreaterThan(10);
    }

    private static int failures(PowerlessDisk.Defect defect) {
        int failures = 0;
        for (int seed = 0; seed < 40; seed++) {
            try {
                new History(seed, defect).run();
            } catch (AssertionError | IOException e) {
                failures++;
            }
        }
        return failures;
    }

    private static final class History {
        private final Random random;
        private final PowerlessDisk disk;
        private final List<byte[]> ledger = new ArrayList<>();
        private final Map<Long, byte[]> acknowledged = new TreeMap<>();
        private final Deque<AuditEvent> open = new ArrayDeque<>();
        private long epoch;
        private int cuts;

        History(int seed, PowerlessDisk.Defect defect) {
            random = new Random(seed);
            disk = new PowerlessDisk(seed, defect);
        }

        void run() throws IOException {
            for (int life = 0; life < 4; life++) {
                disk.cutAfter(random.nextInt(60));
                try (SegmentedLog log = open()) {
                    checkAcknowledged(log);
                    live(log);
                } catch (LogDamaged e) {
                    throw new AssertionError("a power cut was taken for damage", e);
                } catch (IOException e) {
                    cuts++;
                }
                disk.restart();
            }
            try (SegmentedLog log = open()) {
                checkAcknowledged(log);
                ship(log, log.durable());
            }
            checkChain();
        }

        private SegmentedLog open() throws IOException {
            SegmentedLog log =
                    SegmentedLog.open(disk.open(Events.TENANT), SMALL, "node-1", () -> disk.newEpoch(Events.TENANT));
            if (log.epoch() != epoch) {
                assertThat(acknowledged)
                        .as("records of a log that has vanished")
                        .isEmpty();
                assertThat(ledger).isEmpty();
                epoch = log.epoch();
            }
            open.clear();
            open.addAll(log.intents().all());
            return log;
        }

        private void live(SegmentedLog log) throws IOException {
            for (int step = 0; step < 40; step++) {
                if (random.nextInt(10) == 0) {
                    log.prepare();
                } else if (random.nextInt(4) > 0) {
                    append(log);
                } else {
                    ship(log, log.durable());
                }
            }
        }

        private void append(SegmentedLog log) throws IOException {
            List<Draft> drafts = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                if (open.size() > 3) {
                    drafts.add(Draft.of(Events.outcome(open.remove())));
                } else {
                    AuditEvent intent = Events.intent(random.nextInt(9_000));
                    open.add(intent);
                    drafts.add(Draft.of(intent));
                }
            }
            for (Written written : log.append(drafts)) {
                if (written instanceof Written.Durable durable) {
                    acknowledged.put(durable.seq(), durable.record());
                }
            }
        }

        private void ship(SegmentedLog log, long until) throws IOException {
            if (ledger.size() < until) {
                ledger.addAll(log.reader().read(ledger.size(), until));
            }
            log.covered(ledger.size());
        }

        private void checkAcknowledged(SegmentedLog log) throws IOException {
            assertThat(log.oldest())
                    .as("records that neither log nor ledger has")
                    .isLessThanOrEqualTo(ledger.size());
            assertThat(log.durable()).isGreaterThanOrEqualTo(ledger.size());
            acknowledged.keySet().stream()
                    .reduce(Math::max)
                    .ifPresent(last -> assertThat(last).isLessThan(log.durable()));
            List<byte[]> kept = all(log);
            acknowledged.forEach((seq, record) -> {
                byte[] held = seq < ledger.size() ? ledger.get(seq.intValue()) : kept.get((int) (seq - log.oldest()));
                if (!Arrays.equals(held, record)) {
                    throw new AssertionError("record " + seq + " is not what was acknowledged");
                }
            });
        }

        private static List<byte[]> all(SegmentedLog log) throws IOException {
            List<byte[]> records = new ArrayList<>();
            LogReader reader = log.reader();
            while (log.oldest() + records.size() < log.durable()) {
                records.addAll(reader.read(log.oldest() + records.size(), log.durable()));
            }
            return records;
        }

        private void checkChain() {
            byte[] prev = new byte[32];
            for (int seq = 0; seq < ledger.size(); seq++) {
                var record = Json.read(ledger.get(seq), com.fasterxml.jackson.databind.JsonNode.class);
                assertThat(record.get("seq").longValue()).isEqualTo(seq);
                assertThat(record.get("prev").textValue())
                        .isEqualTo(Digest.ofHash(prev).value());
                prev = Digest.sha256().digest(ledger.get(seq));
            }
            assertThat(Arrays.equals(prev, new byte[32])).isEqualTo(ledger.isEmpty());
        }
    }
}
