package dev.freehold.audit.intake.kafka;

import dev.freehold.enforcement.messaging.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;

/** How tests reach their broker. */
final class Brokers {
    private Brokers() {}

    static KafkaSettings settings(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of(), Duration.ofSeconds(3), true, null);
    }
}
