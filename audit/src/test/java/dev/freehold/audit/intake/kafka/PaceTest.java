package dev.freehold.audit.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.LedgersAt;
import dev.freehold.audit.intake.Records;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.testkit.kafka.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two records of a call cost at 500 calls a second, and how soon a checkpoint covers them. */
@Tag("exhaustive")
class PaceTest {
    private static final int CALLS = 5_000;
    private static final Duration BETWEEN = Duration.ofMillis(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void five_hundred_calls_a_second_are_covered_within_two_seconds(boolean replicated) throws Exception {
        Map<Long, Long> covered = new ConcurrentHashMap<>();
        LedgersAt ledgers = new LedgersAt(folder.resolve("home"));
        LedgerIntake noting = (tenant, first, leaves) -> {
            LedgerIntake.Taken taken = ledgers.intake().append(tenant, first, leaves);
            LongStream.range(first.seq(), taken.covered()).forEach(seq -> covered.putIfAbsent(seq, System.nanoTime()));
            return taken;
        };
        try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka")).start();
                TopicIntake intake = new TopicIntake(
                        new KafkaCluster(Brokers.settings(broker.bootstrap())),
                        noting,
                        ledgers.ledgers(),
                        Records.TENANT);
                Source source = new Source(broker.bootstrap(), "gateway-1", folder.resolve("wal"), replicated)) {
            intake.start();
            await().until(source::act);
            int before = source.refused();
            Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
            List<Long> took = Collections.synchronizedList(new ArrayList<>());
            ScheduledExecutorService clock = Executors.newScheduledThreadPool(32);
            for (int i = 0; i < CALLS; i++) {
                var unused = clock.schedule(
                        () -> {
                            long began = System.nanoTime();
                            long last = source.actAndTell();
                            took.add(System.nanoTime() - began);
                            acknowledged.put(last, System.nanoTime());
                        },
                        i * BETWEEN.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            clock.shutdown();
            assertThat(clock.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> covered.keySet().containsAll(acknowledged.keySet()));
            List<Long> fresh = acknowledged.entrySet().stream()
                    .map(entry -> Math.max(0, covered.get(entry.getKey()) - entry.getValue()))
                    .toList();
            System.getLogger("bench")
                    .log(
                            System.Logger.Level.INFO,
                            "replicated {0}: two records {1}, acknowledged to covered {2}",
                            replicated,
                            figures(took),
                            figures(fresh));
            assertThat(at(fresh, 0.99)).isLessThan(Duration.ofSeconds(2).toNanos());
            assertThat(source.refused()).isEqualTo(before);
        } finally {
            ledgers.close();
        }
    }

    private static String figures(List<Long> nanos) {
        return "p50 %.1f ms, p99 %.1f ms".formatted(at(nanos, 0.5) / 1e6, at(nanos, 0.99) / 1e6);
    }

    private static long at(List<Long> nanos, double share) {
        return nanos.stream().sorted().toList().get((int) (share * (nanos.size() - 1)));
    }
}
