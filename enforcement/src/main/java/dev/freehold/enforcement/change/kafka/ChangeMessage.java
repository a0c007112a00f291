package dev.freehold.enforcement.change.kafka;

import dev.freehold.contracts.change.Change;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.CloudEvent;
import dev.freehold.enforcement.messaging.kafka.CloudEventMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A change as it stands on a topic: attributes {@code kind} and {@code subject}, and facts for whoever wants them. */
final class ChangeMessage {
    static final String KIND = "kind";
    /** CloudEvents' own attribute for what an event is about. */
    static final String KEY = "subject";

    private ChangeMessage() {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it tells of no change
     */
    static Change read(TenantId tenant, ConsumerRecord<byte[], byte[]> message) {
        CloudEvent event = CloudEventMessage.read(message);
        return new Change(tenant, event.extension(KIND), event.extension(KEY));
    }
}
