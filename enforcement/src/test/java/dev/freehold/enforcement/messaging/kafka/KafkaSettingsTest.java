package dev.freehold.enforcement.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static KafkaSettings of(String bootstrap, Map<String, String> client) {
        return new KafkaSettings(bootstrap, client, Duration.ofSeconds(5), true, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9092", "127.0.0.1:9092,127.1.2.3:9093", "[::1]:9092"})
    void plain_text_goes_to_this_machine(String bootstrap) {
        assertThatCode(() -> of(bootstrap, Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.example.com:9092",
                "localhost:9092,10.0.0.1:9092",
                "localhost.example.com:9092",
                "127.0.0.1.example.com:9092",
                "[::2]:9092"
            })
    void plain_text_goes_nowhere_else(String bootstrap) {
        assertThatThrownBy(() -> of(bootstrap, Map.of())).hasMessageContaining("freehold.kafka.client-file");
        assertThatThrownBy(() -> of(bootstrap, Map.of("security.protocol", "SASL_PLAINTEXT")))
                .hasMessageContaining("SASL_SSL");
        assertThatCode(() -> of(bootstrap, Map.of("security.protocol", "SASL_SSL")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "bootstrap.servers",
                "enable.auto.commit",
                "interceptor.classes",
                "key.serializer",
                "delivery.timeout.ms"
            })
    void what_guards_delivery_cannot_be_set(String name) {
        assertThatThrownBy(() -> of("localhost:9092", Map.of(name, "x")))
                .hasMessageContaining("freehold.kafka.client-file sets " + name);
    }

    @Test
    void a_setting_never_shows_its_value() {
        KafkaSettings settings = of("localhost:9092", Map.of("sasl.jaas.config", "password='hush'"));
        assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:x", "http://localhost:9092", "localhost:9092,"})
    void an_address_is_a_host_and_a_port(String bootstrap) {
        assertThatThrownBy(() -> of(bootstrap, Map.of())).hasMessageContaining("freehold.kafka.bootstrap");
    }

    @Test
    void bounds_are_named() {
        assertThatThrownBy(() -> new KafkaSettings("localhost:9092", Map.of(), Duration.ofMillis(10), true, null))
                .hasMessageContaining("freehold.kafka.ack-timeout");
        assertThatThrownBy(() -> new KafkaSettings("localhost:9092", Map.of(), Duration.ofSeconds(5), true, (short) 10))
                .hasMessageContaining("freehold.kafka.replication");
    }
}
