package dev.freehold.enforcement.messaging.kafka;

import dev.freehold.enforcement.messaging.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A CloudEvent as a Kafka message: the Kafka protocol binding 1.0, section 3.2, binary mode. */
public final class CloudEventMessage {
    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final int MOST_HEADERS = 32;
    private static final int LONGEST_VALUE = 1_024;

    private CloudEventMessage() {}

    /**
     * The message of an event.
     *
     * @param key messages of one key keep their order, and the last one stays on a compacted topic
     */
    public static ProducerRecord<byte[], byte[]> of(String topic, String key, CloudEvent event) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, bytes(key), event.data());
        Headers headers = message.headers();
        headers.add(CONTENT_TYPE, bytes(CloudEvent.JSON));
        headers.add(PREFIX + "specversion", bytes(CloudEvent.SPEC_VERSION));
        headers.add(PREFIX + "id", bytes(event.id()));
        headers.add(PREFIX + "source", bytes(event.source()));
        headers.add(PREFIX + "type", bytes(event.type()));
        event.extensions().forEach((name, value) -> headers.add(PREFIX + name, bytes(value)));
        return message;
    }

    /**
     * The event of a message.
     *
     * @throws IllegalArgumentException if it is none in binary mode with JSON in it; the message holds no value of it
     */
    public static CloudEvent read(ConsumerRecord<byte[], byte[]> message) {
        SortedMap<String, String> attributes = attributes(message.headers());
        if (!CloudEvent.SPEC_VERSION.equals(attributes.remove("specversion"))) {
            throw new IllegalArgumentException("the message is no CloudEvent 1.0 in binary mode");
        }
        if (!CloudEvent.JSON.equals(value(message.headers().lastHeader(CONTENT_TYPE)))) {
            throw new IllegalArgumentException("the message's content-type is not " + CloudEvent.JSON);
        }
        if (message.value() == null) {
            throw new IllegalArgumentException("the message is empty");
        }
        return new CloudEvent(
                taken(attributes, "id"),
                taken(attributes, "source"),
                taken(attributes, "type"),
                attributes,
                message.value());
    }

    /** The key as text; empty if there is none. */
    public static String key(ConsumerRecord<byte[], byte[]> message) {
        return message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    }

    private static SortedMap<String, String> attributes(Headers headers) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (Header header : headers) {
            String value = value(header);
            if (header.key().startsWith(PREFIX) && value != null) {
                attributes.put(header.key().substring(PREFIX.length()), value);
            }
            if (attributes.size() > MOST_HEADERS) {
                throw new IllegalArgumentException("the message has more than " + MOST_HEADERS + " attributes");
            }
        }
        return attributes;
    }

    private static String taken(SortedMap<String, String> attributes, String name) {
        String value = attributes.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("the event has no attribute '" + name + "'");
        }
        return value;
    }

    private static @Nullable String value(@Nullable Header header) {
        if (header == null || header.value() == null || header.value().length > LONGEST_VALUE) {
            return null;
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
