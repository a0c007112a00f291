package dev.freehold.audit.intake.kafka;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.LedgersAt;
import dev.freehold.audit.intake.Records;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.enforcement.recording.kafka.RecordMessage;
import dev.freehold.testkit.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a source's log to the ledger, over a broker that is real and is killed. */
class OverKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private KafkaBroker broker;
    private LedgersAt ledgers;
    private TopicIntake intake;

    @BeforeEach
    void start() {
        broker = new KafkaBroker(folder.resolve("kafka")).start();
        ledgers = new LedgersAt(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        stopIntake();
        broker.kill();
    }

    private void startIntake() {
        intake = new TopicIntake(cluster(), ledgers.intake(), ledgers.ledgers(), Records.TENANT, Duration.ofSeconds(1));
        intake.start();
    }

    private void stopIntake() {
        if (intake != null) {
            intake.close();
            ledgers.close();
            intake = null;
        }
    }

    private KafkaCluster cluster() {
        return new KafkaCluster(Brokers.settings(broker.bootstrap()));
    }

    private LedgerContents contents() throws IOException {
        stopIntake();
        return LedgerContents.verified(folder.resolve("home"));
    }

    private Source source(String name, boolean replicated) {
        return new Source(broker.bootstrap(), name, folder.resolve("wal-" + name), replicated);
    }

    /** One whose log no test fills. */
    private Source roomy(String name, boolean replicated) {
        return new Source(broker.bootstrap(), name, folder.resolve("wal-" + name), replicated, 1 << 20, 1_024);
    }

    private void awaitDrained(Source source) {
        await().atMost(SOON).until(() -> source.report().backlog() == 0);
    }

    @Test
    void what_two_sources_record_is_in_the_ledger_once_and_leaves_their_logs() throws Exception {
        startIntake();
        try (Source one = source("gateway-1", false);
                Source two = source("gateway-2", true)) {
            await().atMost(SOON).until(two::act);
            for (int i = 0; i < 100; i++) {
                assertThat(one.act()).as(one::refusal).isTrue();
                assertThat(two.act()).as(two::refusal).isTrue();
            }
            awaitDrained(one);
            awaitDrained(two);
            LedgerContents contents = contents();
            assertThat(contents.of("gateway-1")).isEqualTo(200);
            contents.assertHolds(one.acknowledged());
            contents.assertHolds(two.acknowledged());
        }
    }

    @Test
    void records_that_come_twice_and_in_any_order_are_in_the_ledger_once_and_in_their_sources() throws Exception {
        Records records = new Records("gateway-9", 0, 40);
        List<Integer> deliveries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            deliveries.addAll(List.of(i, i));
        }
        Collections.shuffle(deliveries, new Random(7));
        startIntake();
        try (Producer<byte[], byte[]> producer = cluster().producer("test")) {
            // Whoever sends them in a wrong order goes on until the ledger has them all, as a source does.
            await().atMost(SOON).until(() -> {
                for (int i : deliveries) {
                    producer.send(message(records, i)).get();
                }
                return ledgers.ledgers().of(Records.TENANT).next(records.at(0)) == 40;
            });
        }
        LedgerContents contents = contents();
        assertThat(contents.leaves()).hasSize(40);
        contents.assertEachSourcesOrder();
    }

    @Test
    void a_gap_is_asked_for_and_told_until_it_is_closed() throws Exception {
        Records records = new Records("gateway-9", 0, 3);
        startIntake();
        try (Producer<byte[], byte[]> producer = cluster().producer("test")) {
            producer.send(message(records, 0)).get();
            producer.send(message(records, 2)).get();
            await().atMost(SOON)
                    .until(() -> messages(Topics.COVERED).stream()
                            .anyMatch(message -> text(message).contains("\"records\":1")
                                    && text(message).contains("\"wanted\":true")));
            await().atMost(SOON)
                    .until(() -> intake.troubles().toString().contains("gateway-9/0=its record 1 has not come"));
            producer.send(message(records, 1)).get();
            producer.send(message(records, 2)).get();
            await().atMost(SOON)
                    .until(() -> ledgers.ledgers().of(Records.TENANT).next(records.at(0)) == 3);
            await().atMost(SOON).until(() -> intake.troubles().isEmpty());
        }
    }

    @Test
    void a_forged_record_is_put_aside_and_told_while_its_source_goes_on() throws Exception {
        Records records = new Records("gateway-9", 0, 4);
        Records forged = new Records("gateway-9", 0, 1);
        for (int i = 1; i < 4; i++) {
            forged.add(Records.event("forged-" + i, i));
        }
        startIntake();
        try (Producer<byte[], byte[]> producer = cluster().producer("test")) {
            producer.send(message(records, 0)).get();
            producer.send(message(records, 1)).get();
            // One that names no record of the source's as the one before it, one at a place that is taken,
            // one for another tenant, one whose key is another source, and something else altogether.
            producer.send(message(forged, 2)).get();
            producer.send(message(forged, 1)).get();
            String foreign = text(records.leaves().get(2)).replace("\"tenant\":\"acme\"", "\"tenant\":\"other\"");
            producer.send(message(records.at(2), foreign.getBytes(StandardCharsets.UTF_8)))
                    .get();
            ProducerRecord<byte[], byte[]> unkeyed = message(records, 2);
            ProducerRecord<byte[], byte[]> otherKey = new ProducerRecord<>(
                    unkeyed.topic(),
                    null,
                    "gateway-8".getBytes(StandardCharsets.UTF_8),
                    unkeyed.value(),
                    unkeyed.headers());
            producer.send(otherKey).get();
            producer.send(new ProducerRecord<>("audit.acme", new byte[] {1, 2, 3}))
                    .get();
            producer.send(message(records, 2)).get();
            producer.send(message(records, 3)).get();
        }
        await().atMost(SOON).until(() -> ledgers.ledgers().of(Records.TENANT).next(records.at(0)) == 4);
        assertThat(intake.aside().get("acme")).startsWith("5 on audit-refused.acme");
        assertThat(intake.troubles()).isEmpty();
        assertThat(messages(Topics.REFUSED))
                .extracting(message ->
                        new String(message.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                .anyMatch(reason -> reason.contains("'prev' is another record's"))
                .anyMatch(reason -> reason.contains("the ledger has another record"))
                .anyMatch(reason -> reason.contains("came for the ledger of acme"))
                .anyMatch(reason -> reason.contains("key is not the source"))
                .anyMatch(reason -> reason.contains("no CloudEvent"))
                .hasSize(5);
        LedgerContents contents = contents();
        assertThat(contents.leaves()).hasSize(4);
        contents.assertEachSourcesOrder();
    }

    @Test
    void a_refusals_reason_is_short_however_long_the_forgery_that_it_quotes() throws Exception {
        Records records = new Records("gateway-9", 0, 2);
        String leaf = text(records.leaves().get(0));
        String endless = "x".repeat(65_535 - leaf.length());
        byte[] boasting =
                leaf.replace("\"source\":\"", "\"source\":\"" + endless).getBytes(StandardCharsets.UTF_8);
        startIntake();
        try (Producer<byte[], byte[]> producer = cluster().producer("test")) {
            producer.send(message(new Position("x", 0, 0), boasting)).get();
            producer.send(message(records, 0)).get();
            producer.send(message(records, 1)).get();
        }
        await().atMost(SOON).until(() -> ledgers.ledgers().of(Records.TENANT).next(records.at(0)) == 2);
        assertThat(intake.aside().get("acme")).startsWith("1 on audit-refused.acme");
        assertThat(messages(Topics.REFUSED)).singleElement().satisfies(message -> {
            assertThat(message.headers().lastHeader("reason").value()).hasSizeLessThan(600);
            assertThat(message.value()).isEqualTo(boasting);
        });
    }

    @Test
    void a_source_whose_place_was_taken_by_a_forgery_stands_still_and_readiness_says_so() throws Exception {
        Records records = new Records("gateway-9", 0, 4);
        Records forged = new Records("gateway-9", 0, 1);
        forged.add(Records.event("forged", 1));
        startIntake();
        try (Producer<byte[], byte[]> producer = cluster().producer("test")) {
            producer.send(message(records, 0)).get();
            producer.send(message(forged, 1)).get();
            for (int i = 1; i < 4; i++) {
                producer.send(message(records, i)).get();
            }
            await().atMost(SOON)
                    .until(() -> intake.troubles().toString().contains("gateway-9/0=its record 2 was refused"));
            assertThat(intake.aside().get("acme")).contains("on audit-refused.acme");
        }
    }

    @Test
    void a_damaged_ledger_of_one_tenant_keeps_no_other_tenant_waiting_and_its_records_come_when_it_is_restored()
            throws Exception {
        Path lost = Files.createDirectories(folder.resolve("home/ledger/other/tile"));
        Records records = new Records("gateway-9", 0, 1);
        try (Producer<byte[], byte[]> producer = cluster().producer("test");
                Source source = source("gateway-1", false)) {
            String theirs = cluster().topics().of(Topics.AUDIT, new TenantId("other"));
            producer.send(RecordMessage.of(theirs, new TenantId("other"), records.at(0), otherTenants(records)))
                    .get();
            startIntake();
            assertThat(source.act()).as(source::refusal).isTrue();
            awaitDrained(source);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(intake.troubles())
                            .containsOnlyKeys("tenant other")
                            .extractingByKey("tenant other", as(STRING))
                            .contains("checkpoint is gone"));
            Files.delete(lost);
            await().atMost(SOON).until(() -> intake.troubles().isEmpty());
            assertThat(ledgers.ledgers().of(new TenantId("other")).next(records.at(0)))
                    .isEqualTo(1);
        }
    }

    private static byte[] otherTenants(Records records) {
        return text(records.leaves().get(0))
                .replace("\"tenant\":\"acme\"", "\"tenant\":\"other\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_ledger_that_was_restored_from_a_copy_gets_again_what_its_sources_still_hold() throws Exception {
        Path home = folder.resolve("home");
        Path copy = folder.resolve("copy");
        startIntake();
        try (Source source = source("gateway-1", false)) {
            assertThat(source.act()).as(source::refusal).isTrue();
            awaitDrained(source);
            stopIntake();
            copy(home, copy);
            ledgers = new LedgersAt(home);
            startIntake();
            for (int i = 0; i < 20; i++) {
                assertThat(source.act()).as(source::refusal).isTrue();
            }
            awaitDrained(source);
            stopIntake();
            delete(home);
            copy(copy, home);
            ledgers = new LedgersAt(home);
            startIntake();
            assertThat(source.act()).as(source::refusal).isTrue();
            Position next = new Position(source.name(), 0, 0);
            await().atMost(SOON)
                    .until(() -> ledgers.ledgers().of(Records.TENANT).next(next) == 44);
            contents().assertHolds(source.acknowledged());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void a_killed_ledger_process_resumes_and_loses_and_doubles_nothing() throws Exception {
        killLedgerProcess(1);
    }

    @Test
    @Tag("exhaustive")
    void a_ledger_process_that_is_killed_many_times_loses_and_doubles_nothing() throws Exception {
        killLedgerProcess(12);
    }

    private void killLedgerProcess(int times) throws Exception {
        LedgerProcess process = LedgerProcess.start(folder.resolve("home"), broker.bootstrap());
        Source source = roomy("gateway-1", false);
        try (source) {
            try (Source.Load load = source.load(4)) {
                for (int i = 0; i < times; i++) {
                    Thread.sleep(1_500);
                    process.kill();
                    process = LedgerProcess.start(folder.resolve("home"), broker.bootstrap());
                }
            }
            awaitDrained(source);
        }
        process.close();
        LedgerContents.verified(folder.resolve("home")).assertHolds(source.acknowledged());
        assertThat(source.refused()).isZero();
    }

    @Test
    void local_answers_on_while_the_broker_is_dead_until_its_backlog_is_full_and_nothing_is_lost() throws Exception {
        startIntake();
        try (Source source = new Source(broker.bootstrap(), "gateway-1", folder.resolve("wal"), false, 128 << 10, 16)) {
            try (Source.Load load = source.load(4)) {
                await().atMost(SOON).until(() -> source.acknowledged().size() > 500);
                broker.kill();
                int before = source.acknowledged().size();
                await().atMost(SOON).until(() -> source.refused() > 0);
                assertThat(source.acknowledged().size()).isGreaterThan(before);
                await().atMost(SOON)
                        .until(() -> String.valueOf(source.report().refusing())
                                .contains("bound of 16 segments that the ledger has not taken"));
                broker.start();
                await().atMost(SOON).until(() -> source.report().ok());
                int resumed = source.acknowledged().size();
                await().atMost(SOON).until(() -> source.acknowledged().size() > resumed + 500);
            }
            awaitDrained(source);
            contents().assertHolds(source.acknowledged());
        }
    }

    @Test
    void what_a_broker_acknowledged_and_lost_is_sent_again() throws Exception {
        try (Source source = source("gateway-1", true)) {
            assertLossIsHealed(source);
        }
    }

    /** The same as above, by a source that takes the broker's acknowledgement for the ledger's: the loss must be seen. */
    @Test
    @Tag("exhaustive")
    void a_source_that_forgets_what_the_broker_acknowledged_loses_it() throws Exception {
        try (Source source = Source.thatTrustsTheBroker(broker.bootstrap(), folder.resolve("wal-trusting"))) {
            assertThatThrownBy(() -> assertLossIsHealed(source)).isInstanceOf(ConditionTimeoutException.class);
        }
    }

    private void assertLossIsHealed(Source source) throws Exception {
        await().atMost(SOON).until(source::act);
        for (int i = 0; i < 20; i++) {
            assertThat(source.act()).isTrue();
        }
        // Nothing has reached a ledger yet; a power cut takes what the broker had not forced to its disk.
        broker.kill();
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        broker.start();
        startIntake();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(
                                ledgers.ledgers().of(Records.TENANT).next(new Position(source.name(), 0, 0)))
                        .isGreaterThanOrEqualTo(source.acknowledged().size()));
        contents().assertHolds(source.acknowledged());
    }

    @Test
    @Tag("exhaustive")
    void a_broker_that_is_killed_many_times_costs_no_acknowledged_record_in_either_mode() throws Exception {
        startIntake();
        try (Source local = roomy("gateway-1", false);
                Source replicated = roomy("gateway-2", true)) {
            try (Source.Load one = local.load(2);
                    Source.Load two = replicated.load(2)) {
                for (int i = 0; i < 8; i++) {
                    int before = replicated.acknowledged().size();
                    await().atMost(SOON).until(() -> replicated.acknowledged().size() > before + 100);
                    broker.kill();
                    Thread.sleep(500L * i);
                    broker.start();
                }
            }
            awaitDrained(local);
            awaitDrained(replicated);
            LedgerContents contents = contents();
            contents.assertHolds(local.acknowledged());
            contents.assertHolds(replicated.acknowledged());
            assertThat(local.refused()).isZero();
            assertThat(replicated.refused()).isPositive();
        }
    }

    @Test
    void replicated_refuses_at_once_without_the_broker_and_nothing_it_acknowledged_is_lost() throws Exception {
        startIntake();
        try (Source source = source("gateway-1", true)) {
            await().atMost(SOON).until(source::act);
            try (Source.Load load = source.load(4)) {
                await().atMost(SOON).until(() -> source.acknowledged().size() > 200);
                broker.kill();
                await().atMost(SOON).until(() -> !source.report().ok());
                int before = source.acknowledged().size();
                long asked = System.nanoTime();
                assertThat(source.act()).isFalse();
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(200));
                Thread.sleep(1_000);
                assertThat(source.acknowledged()).hasSize(before);
                broker.start();
                await().atMost(SOON).until(() -> source.acknowledged().size() > before + 200);
            }
            awaitDrained(source);
            contents().assertHolds(source.acknowledged());
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> messages(String kind) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = cluster().consumer("test", Map.of())) {
            TopicPartition partition = new TopicPartition(kind + Records.TENANT, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static String text(ConsumerRecord<byte[], byte[]> message) {
        return text(message.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> message(Records records, int i) {
        return message(records.at(i), records.leaves().get(i));
    }

    private static ProducerRecord<byte[], byte[]> message(Position position, byte[] leaf) {
        return RecordMessage.of("audit.acme", Records.TENANT, position, leaf);
    }
}
