package dev.freehold.enforcement.recording.kafka;

import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.CloudEvent;
import dev.freehold.enforcement.messaging.kafka.CloudEventMessage;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record of a source's log on its way to the ledger: the payload is the exact record, the key its source, and the
 * attributes {@code source}, {@code epoch} and {@code sequence} its position.
 *
 * @param leaf the record's exact bytes; whether they say the same position is the ledger's to check
 */
public record RecordMessage(Position position, byte[] leaf) {
    static final String TYPE = "dev.freehold.audit.record";
    /** As {@code freehold.source} is. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String SOURCE = "urn:freehold:source:";

    public RecordMessage {
        leaf = leaf.clone();
    }

    @Override
    public byte[] leaf() {
        return leaf.clone();
    }

    /** The message of a record. */
    public static ProducerRecord<byte[], byte[]> of(String topic, TenantId tenant, Position position, byte[] leaf) {
        String id = position.source() + "/" + position.epoch() + "/" + position.seq();
        Map<String, String> place = Map.of(
                "epoch", Long.toString(position.epoch()),
                "sequence", Long.toString(position.seq()),
                "partitionkey", position.source());
        CloudEvent event = new CloudEvent(id, source(tenant, position.source()), TYPE, place, leaf);
        return CloudEventMessage.of(topic, position.source(), event);
    }

    /**
     * The record of a message.
     *
     * @throws IllegalArgumentException if the message is none, or its key and attributes do not name one source
     */
    public static RecordMessage read(TenantId tenant, ConsumerRecord<byte[], byte[]> message) {
        CloudEvent event = CloudEventMessage.read(message);
        if (!TYPE.equals(event.type())) {
            throw new IllegalArgumentException("the message's type is not " + TYPE);
        }
        String source = CloudEventMessage.key(message);
        if (!NAME.matcher(source).matches()) {
            throw new IllegalArgumentException("the message's key is no name of a source");
        }
        if (!event.source().equals(source(tenant, source))) {
            throw new IllegalArgumentException("the message's key is not the source that it names");
        }
        return new RecordMessage(new Position(source, count(event, "epoch"), count(event, "sequence")), event.data());
    }

    private static String source(TenantId tenant, String source) {
        return SOURCE + tenant + ":" + source;
    }

    private static long count(CloudEvent event, String name) {
        String value = event.extension(name);
        if (!value.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("the message's '" + name + "' is no count");
        }
        return Long.parseLong(value);
    }
}
