package dev.freehold.registry.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.change.Change;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.change.kafka.ChangeFeed;
import dev.freehold.enforcement.change.kafka.OutboxRelay;
import dev.freehold.enforcement.change.postgres.PostgresOutbox;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.testkit.kafka.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a row of the registry to whoever listens, over a real PostgreSQL and a real broker. */
class ToldChangesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final String USE_CASE = "insert into use_case values"
            + " ('%s', 'triage', 'Jo', 'Sorting mail', '{}', '{notes}', 'internal', 200, 10, now())";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static DataSource database;
    private static KafkaBroker broker;
    private final TenantId tenant = new TenantId("acme-" + TENANTS.incrementAndGet());
    private KafkaCluster kafka;
    private OutboxRelay relay;
    private ChangeFeed feed;
    private final Queue<Change> heard = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void startServers() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getPostgresDatabase();
        Flyway.configure().dataSource(database).locations("db/registry").load().migrate();
        broker = new KafkaBroker(folder.resolve("kafka")).start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        broker.kill();
        postgres.close();
    }

    @BeforeEach
    void start() {
        kafka = new KafkaCluster(new KafkaSettings(broker.bootstrap(), Map.of(), Duration.ofSeconds(2), true, null));
        relay = new OutboxRelay(kafka, new PostgresOutbox(database), Topics.CHANGES, Duration.ofMillis(200));
        feed = new ChangeFeed(kafka, "gateway-1", heard::add);
    }

    @AfterEach
    void stop() {
        feed.close();
        relay.close();
    }

    private void execute(String... statements) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startBoth() {
        execute(USE_CASE.formatted(tenant));
        relay.start();
        feed.start();
        await().atMost(SOON).until(() -> heard.contains(new Change(tenant, Change.ANY, Change.ANY)));
        heard.clear();
    }

    private String key(int i, String revoked) {
        return "insert into api_key values ('%s', '%08x', 'app', '{application}', 'triage', 'sha256:%064x', now(), %s)"
                .formatted(tenant, i, i + 1_000 * TENANTS.get(), revoked);
    }

    @Test
    void a_change_is_heard_of_well_within_a_second() {
        startBoth();
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Change change = new Change(tenant, Change.KEY, "%08x".formatted(i));
            execute(key(i, "null"));
            long committed = System.nanoTime();
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> heard.contains(change));
            millis.add((System.nanoTime() - committed) / 1_000_000);
        }
        millis.sort(null);
        System.getLogger("bench")
                .log(
                        System.Logger.Level.INFO,
                        "heard after: median {0} ms, longest {1} ms",
                        millis.get(10),
                        millis.get(19));
        assertThat(millis.get(10)).isLessThan(1_000);
    }

    @Test
    void what_changes_while_the_broker_is_dead_is_told_afterwards_the_last_state_of_each_thing_once() {
        startBoth();
        execute(key(1, "null"), key(2, "null"));
        await().atMost(SOON).until(() -> messages().size() >= 3);
        broker.kill();
        int before = 3;
        execute("update api_key set revoked = now() where id = '00000001' and tenant = '" + tenant + "'");
        execute("update use_case set clearance = 'public' where tenant = '" + tenant + "'");
        execute("update use_case set clearance = 'restricted' where tenant = '" + tenant + "'");
        await().atMost(SOON).until(() -> relay.trouble() != null);
        heard.clear();
        broker.start();
        await().atMost(SOON).until(() -> relay.trouble() == null);
        // Either it hears of the change, or, having begun anew after it was told, that anything may have changed.
        await().atMost(SOON)
                .until(() -> heard.contains(new Change(tenant, Change.USE_CASE, "triage"))
                        || heard.contains(new Change(tenant, Change.ANY, Change.ANY)));
        List<String> later =
                messages().stream().skip(before).map(ToldChangesTest::text).toList();
        assertThat(later).anyMatch(fact -> fact.contains("\"revoked\": \"2"));
        assertThat(later).anyMatch(fact -> fact.contains("\"clearance\": \"restricted\""));
        assertThat(later).noneMatch(fact -> fact.contains("\"clearance\": \"public\""));
    }

    @Test
    void a_change_that_is_rolled_back_is_not_told_and_one_that_changes_nothing_neither() throws Exception {
        startBoth();
        await().atMost(SOON).until(() -> messages().size() == 1);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(key(7, "null"));
            connection.rollback();
        }
        execute("update use_case set clearance = clearance where tenant = '" + tenant + "'");
        execute(key(8, "null"));
        await().atMost(SOON).until(() -> heard.contains(new Change(tenant, Change.KEY, "00000008")));
        assertThat(messages()).hasSize(2);
    }

    @Test
    void what_is_told_has_neither_the_holder_of_a_key_nor_its_hash_in_it() {
        startBoth();
        execute(key(9, "null"));
        await().atMost(SOON).until(() -> messages().size() == 2);
        assertThat(messages())
                .allSatisfy(message -> assertThat(text(message))
                        .doesNotContain("sha256:")
                        .doesNotContain("\"app\"")
                        .doesNotContain("Jo"));
    }

    private List<ConsumerRecord<byte[], byte[]>> messages() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("test", Map.of())) {
            TopicPartition partition = new TopicPartition("changes." + tenant, 0);
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
        return new String(message.value(), StandardCharsets.UTF_8);
    }
}
