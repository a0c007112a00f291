package dev.freehold.enforcement.recording.kafka;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.messaging.CloudEvent;
import dev.freehold.enforcement.messaging.kafka.CloudEventMessage;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What audit tells a source of its records.
 *
 * @param records that a signed checkpoint of the ledger covers, from seq 0; the seq that is wanted next
 * @param wanted whether later ones came already, so that the source has to send again from there
 * @param size entries under that checkpoint
 */
public record CoverageMessage(String source, long epoch, long records, boolean wanted, long size) {
    static final String TYPE = "dev.freehold.audit.covered";

    public CoverageMessage {
        if (source.isBlank() || epoch < 0 || records < 0 || size < records) {
            throw new IllegalArgumentException("a checkpoint covers at least the records that it is said to cover");
        }
    }

    /** The message; the last one of a source and epoch stays on the topic. */
    public ProducerRecord<byte[], byte[]> on(String topic, TenantId tenant) {
        String key = source + "/" + epoch;
        CloudEvent event = new CloudEvent(
                key + "/" + records + "/" + size,
                "urn:freehold:ledger:" + tenant,
                TYPE,
                Map.of("partitionkey", key),
                json());
        return CloudEventMessage.of(topic, key, event);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none
     */
    static CoverageMessage read(ConsumerRecord<byte[], byte[]> message) {
        CloudEvent event = CloudEventMessage.read(message);
        if (!TYPE.equals(event.type())) {
            throw new IllegalArgumentException("the message's type is not " + TYPE);
        }
        CoverageMessage read = Json.read(event.data(), CoverageMessage.class);
        if (read == null) {
            throw new IllegalArgumentException("the message is JSON's null");
        }
        return read;
    }

    private byte[] json() {
        return CanonicalJson.bytes(Json.tree(this));
    }
}
