package dev.freehold.enforcement.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.change.Change;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.change.Outbox;
import dev.freehold.enforcement.change.kafka.OutboxRelay;
import dev.freehold.enforcement.messaging.kafka.ConfiguredKafka;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.EventIds;
import dev.freehold.enforcement.recording.RecorderHealth;
import dev.freehold.enforcement.recording.kafka.RecordMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A process as it is configured: records on the topic, changes heard. */
@QuarkusTest
@TestProfile(ProcessWithKafka.class)
class ProcessWithKafkaTest {
    private static final TenantId TENANT = new TenantId("acme");

    @Inject
    AuditRecorder recorder;

    @Inject
    RecorderHealth health;

    @Inject
    ConfiguredKafka kafka;

    @Inject
    Hearer hearer;

    /** Somebody who keeps something in memory. */
    @ApplicationScoped
    public static class Hearer {
        private final Queue<Change> heard = new ConcurrentLinkedQueue<>();

        void heard(@Observes Change change) {
            heard.add(change);
        }

        public boolean has(Change change) {
            return heard.contains(change);
        }
    }

    @Test
    void a_record_that_is_acknowledged_is_on_the_topic_under_its_position() {
        await(() -> health.report().ok());
        Receipt receipt = recorder.record(intent());
        KafkaCluster cluster = kafka.cluster().orElseThrow();
        List<RecordMessage> messages = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = cluster.consumer("test", Map.of())) {
            TopicPartition partition = new TopicPartition(Topics.AUDIT + TENANT, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(message -> messages.add(RecordMessage.read(TENANT, message)));
                return !messages.isEmpty();
            });
        }
        assertThat(messages.get(0).position()).isEqualTo(receipt.position());
        assertThat(receipt.position().source()).isEqualTo("gateway-5");
        // Nobody has told that a checkpoint covers it.
        assertThat(health.report().backlog()).isPositive();
    }

    @Test
    void a_change_that_another_process_tells_of_is_fired_here() {
        Change change = new Change(TENANT, Change.ALIAS, "notes");
        AtomicBoolean told = new AtomicBoolean();
        Outbox outbox = (most, teller) -> {
            if (told.get()) {
                return 0;
            }
            teller.tell(List.of(new Outbox.Waiting(change, 1, "{}")));
            told.set(true);
            return 1;
        };
        Change any = new Change(TENANT, Change.ANY, Change.ANY);
        try (OutboxRelay relay =
                new OutboxRelay(kafka.cluster().orElseThrow(), outbox, Topics.CHANGES, Duration.ofMillis(50))) {
            relay.start();
            // Whoever begins to listen after it was told is told that anything may have changed.
            await(() -> hearer.has(change) || hearer.has(any));
        }
        assertThat(told).isTrue();
    }

    private static AuditEvent intent() {
        Instant now = Instant.now();
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                "inference.intent",
                now,
                TENANT,
                "model.embed",
                new AuditEvent.Actor("0123456789abcdef0123456789abcdef", "key-1", List.of(Role.APPLICATION)),
                "triage",
                new AuditEvent.Subject("model", "minilm", null, "approved"),
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(until);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
