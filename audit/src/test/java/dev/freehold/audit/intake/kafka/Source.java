package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Records;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.enforcement.recording.kafka.KafkaIntake;
import dev.freehold.enforcement.recording.wal.WalRecorder;
import dev.freehold.enforcement.recording.wal.WalSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A process that records, as a gateway does: its write-ahead log, and the way over Kafka. */
final class Source implements AutoCloseable {
    private static final AuditEvents EVENTS = new AuditEvents(Clock.systemUTC());
    private final String name;
    private final KafkaIntake intake;
    private final WalRecorder recorder;
    private final Queue<Receipt> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile String refusal = "";
    private final AtomicInteger refused = new AtomicInteger();

    Source(String bootstrap, String name, Path wal, boolean replicated) {
        this(bootstrap, name, wal, replicated, 1 << 20, 16);
    }

    Source(String bootstrap, String name, Path wal, boolean replicated, long segmentBytes, int segments) {
        this(bootstrap, name, wal, replicated, segmentBytes, segments, way -> way);
    }

    /** One that is broken: it forgets records once the broker has acknowledged them. */
    static Source thatTrustsTheBroker(String bootstrap, Path wal) {
        return new Source(bootstrap, "gateway-0", wal, true, 1 << 20, 16, way -> (tenant, first, leaves) -> {
            LedgerIntake.Taken taken = way.append(tenant, first, leaves);
            return LedgerIntake.Taken.covered(Math.max(taken.held(), first.seq() + leaves.size()));
        });
    }

    /** One that brings settings of its own to the broker. */
    Source(KafkaSettings settings, String name, Path wal) {
        this(settings, name, wal, true, 1 << 20, 16, way -> way);
    }

    private Source(
            String bootstrap,
            String name,
            Path wal,
            boolean replicated,
            long segmentBytes,
            int segments,
            UnaryOperator<LedgerIntake> variant) {
        this(Brokers.settings(bootstrap), name, wal, replicated, segmentBytes, segments, variant);
    }

    private Source(
            KafkaSettings kafka,
            String name,
            Path wal,
            boolean replicated,
            long segmentBytes,
            int segments,
            UnaryOperator<LedgerIntake> variant) {
        this.name = name;
        this.intake = new KafkaIntake(new KafkaCluster(kafka), name, Records.TENANT, Duration.ofSeconds(1));
        this.recorder = new WalRecorder(
                new WalSettings(
                        wal,
                        name,
                        segmentBytes,
                        segments,
                        1_024,
                        Duration.ofSeconds(8),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(1),
                        replicated),
                variant.apply(intake),
                EVENTS);
        recorder.start();
    }

    /** One action with its two records; what was acknowledged is remembered. */
    boolean act() {
        return actAndTell() >= 0;
    }

    /** The same, with the seq of the outcome, or -1. */
    long actAndTell() {
        AuditEvent intent = Records.event(UUID.randomUUID().toString(), 0);
        try {
            acknowledged.add(recorder.record(intent));
            Receipt outcome = recorder.record(EVENTS.outcome(intent, Ending.ok()));
            acknowledged.add(outcome);
            return outcome.position().seq();
        } catch (RecordingUnavailable e) {
            refused.incrementAndGet();
            refusal = e.getMessage();
            return -1;
        }
    }

    /** Threads that act until told to stop. */
    Load load(int threads) {
        return new Load(this, threads);
    }

    List<Receipt> acknowledged() {
        return List.copyOf(acknowledged);
    }

    String name() {
        return name;
    }

    /** Why the last refused one was. */
    String refusal() {
        return refusal;
    }

    int refused() {
        return refused.get();
    }

    RecorderHealth.Report report() {
        return recorder.report();
    }

    @Override
    public void close() {
        recorder.close();
        intake.close();
    }

    /** Load on a source. */
    static final class Load implements AutoCloseable {
        private volatile boolean stopped;
        private final List<Thread> threads;

        Load(Source source, int count) {
            this.threads = IntStream.range(0, count)
                    .mapToObj(i -> new Thread(() -> {
                        while (!stopped) {
                            if (!source.act()) {
                                pause();
                            }
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
        }

        private static void pause() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            stopped = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
