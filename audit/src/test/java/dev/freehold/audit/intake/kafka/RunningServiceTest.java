package dev.freehold.audit.intake.kafka;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.audit.intake.Records;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import dev.freehold.enforcement.recording.kafka.RecordMessage;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service as it is configured and wired: a new tenant's topic is found, read and reported. */
@QuarkusTest
class RunningServiceTest {
    private static final TenantId TENANT = new TenantId("wired");

    @ConfigProperty(name = "freehold.kafka.bootstrap")
    String bootstrap;

    @Test
    void a_record_from_the_topic_is_in_the_ledger_and_a_message_that_is_none_is_told() throws Exception {
        KafkaCluster kafka = new KafkaCluster(Brokers.settings(bootstrap));
        byte[] record = new String(new Records("gateway-7", 0, 1).leaves().get(0), StandardCharsets.UTF_8)
                .replace("\"tenant\":\"acme\"", "\"tenant\":\"wired\"")
                .getBytes(StandardCharsets.UTF_8);
        String topic = kafka.topics().of(Topics.AUDIT, TENANT);
        try (Producer<byte[], byte[]> producer = kafka.producer("test")) {
            producer.send(new ProducerRecord<>(topic, new byte[] {7})).get();
            producer.send(RecordMessage.of(topic, TENANT, new Position("gateway-7", 0, 0), record))
                    .get();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(readiness()).contains("\"ledger.wired\": 1"));
        assertThat(readiness())
                .contains("1 on audit-refused.wired, last: the message is no CloudEvent")
                .contains("\"name\": \"audit intake\",\n            \"status\": \"UP\"");
    }

    private static String readiness() {
        return given().get("/q/health/ready").asString();
    }
}
