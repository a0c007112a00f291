package dev.freehold.enforcement.messaging.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of one Kafka; what guards delivery is the same for all of them and nobody's to set. */
public final class KafkaCluster {
    private final KafkaSettings settings;
    private final Topics topics;

    public KafkaCluster(KafkaSettings settings) {
        this.settings = settings;
        this.topics = new Topics(settings, this::admin);
    }

    /** A producer whose sends are acknowledged by all copies, in order and once, or fail within the time set. */
    public Producer<byte[], byte[]> producer(String name) {
        long patience = settings.ackTimeout().toMillis();
        Map<String, Object> guards = new TreeMap<>(Map.of(
                "client.id",
                name,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.in.flight.requests.per.connection",
                5,
                "linger.ms",
                0,
                "max.block.ms",
                patience,
                "delivery.timeout.ms",
                (int) patience,
                "request.timeout.ms",
                (int) Math.min(patience, 10_000)));
        return new KafkaProducer<>(settings.with(guards), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that begins at the oldest message and commits nothing by itself. */
    public Consumer<byte[], byte[]> consumer(String name, Map<String, Object> more) {
        Map<String, Object> guards = new TreeMap<>(Map.of(
                "client.id",
                name,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                "fetch.max.wait.ms",
                100));
        guards.putAll(more);
        // A producer's setting that both share one file with.
        Map<String, Object> all = settings.with(guards);
        all.remove("compression.type");
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Topics topics() {
        return topics;
    }

    /** Longest wait for one answer of the broker. */
    public Duration patience() {
        return settings.ackTimeout();
    }

    private Admin admin() {
        Map<String, Object> all = settings.with(Map.of(
                "client.id", "freehold-topics",
                "default.api.timeout.ms", (int) settings.ackTimeout().toMillis(),
                "request.timeout.ms", (int) settings.ackTimeout().toMillis()));
        all.remove("compression.type");
        return Admin.create(all);
    }
}
