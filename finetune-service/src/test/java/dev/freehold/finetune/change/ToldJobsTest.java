package dev.freehold.finetune.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.enforcement.change.kafka.OutboxRelay;
import dev.freehold.enforcement.change.postgres.PostgresOutbox;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.testkit.kafka.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a job's row to its topic, over a real PostgreSQL and a real broker. */
class ToldJobsTest {
    @TempDir
    Path folder;

    @Test
    void each_state_of_a_job_is_told_in_order() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                KafkaBroker broker = new KafkaBroker(folder.resolve("kafka")).start()) {
            var database = postgres.getPostgresDatabase();
            Flyway.configure()
                    .dataSource(database)
                    .locations("db/finetune")
                    .load()
                    .migrate();
            KafkaCluster kafka = new KafkaCluster(
                    new KafkaSettings(broker.bootstrap(), Map.of(), Duration.ofSeconds(5), true, null));
            try (OutboxRelay relay =
                            new OutboxRelay(kafka, new PostgresOutbox(database), Topics.JOBS, Duration.ofMillis(50));
                    Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                relay.start();
                statement.execute("insert into finetune_job (tenant, id, state, attempts, job_order)"
                        + " values ('acme', 'ftjob-1', 'queued', 0, '{\"secret\": 1}')");
                await().until(() -> facts(kafka).size() == 1);
                statement.execute("update finetune_job set state = 'running', attempts = 1");
                await().until(() -> facts(kafka).size() == 2);
                statement.execute("update finetune_job set state = 'cancelled', finished_at = now()");
                await().until(() -> facts(kafka).size() == 3);
                assertThat(facts(kafka))
                        .satisfiesExactly(
                                queued -> assertThat(queued)
                                        .contains("\"queued\"")
                                        .doesNotContain("secret"),
                                running -> assertThat(running).contains("\"running\"", "\"attempts\": 1"),
                                cancelled -> assertThat(cancelled).contains("\"cancelled\"", "\"finished_at\": \"2"));
            }
        }
    }

    private static List<String> facts(KafkaCluster kafka) {
        List<String> all = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("test", Map.of())) {
            TopicPartition partition = new TopicPartition("jobs.acme", 0);
            if (!consumer.listTopics().containsKey(partition.topic())) {
                return all;
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(message -> all.add(new String(message.value(), StandardCharsets.UTF_8)));
            }
        }
        return all;
    }
}
