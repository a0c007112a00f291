package dev.freehold.audit.intake.kafka;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Messages that are no record, or not what their source's log says: put aside with the reason, counted and told, and never
 * forgotten before they are put aside.
 */
final class Refused {
    private static final System.Logger LOG = System.getLogger(Refused.class.getName());
    private static final int LONGEST = 65_535;
    private static final int REMEMBERED = 1_024;

    /** Characters of a reason: it may quote the message, and both must fit into one of the topic's. */
    private static final int LONGEST_REASON = 500;

    /**
     * What was refused of one tenant since the process began.
     *
     * @param last reason of the last one
     */
    record Told(long count, String last) {}

    private final KafkaCluster kafka;
    private final Messages messages;
    private final Map<TenantId, Told> told = new ConcurrentHashMap<>();
    private final Set<Digest> aside = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    Refused(KafkaCluster kafka, Messages messages) {
        this.kafka = kafka;
        this.messages = messages;
    }

    Map<TenantId, Told> told() {
        return Map.copyOf(told);
    }

    /**
     * Puts a message aside; one that was put aside before, and comes again, is only counted.
     *
     * @throws IOException if it could not be
     */
    void put(TenantId tenant, ConsumerRecord<byte[], byte[]> message, String why) throws IOException {
        String reason = why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) + "..." : why;
        byte[] value = message.value() == null ? new byte[0] : message.value();
        if (!aside.contains(Digest.of(value))) {
            messages.send(List.of(copy(tenant, message, value, reason)));
            aside.add(Digest.of(value));
            LOG.log(
                    System.Logger.Level.ERROR,
                    "message {0} of {1} is not taken into the ledger and lies on {2}{3}: {4}",
                    Long.toString(message.offset()),
                    message.topic(),
                    Topics.REFUSED,
                    tenant,
                    reason);
        }
        told.merge(tenant, new Told(1, reason), (old, now) -> new Told(old.count() + 1, now.last()));
    }

    private ProducerRecord<byte[], byte[]> copy(
            TenantId tenant, ConsumerRecord<byte[], byte[]> message, byte[] value, String reason) throws IOException {
        // No headers of its own: they may be anything, and may be long.
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                kafka.topics().of(Topics.REFUSED, tenant),
                Digest.of(value).value().getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(value, Math.min(value.length, LONGEST)));
        copy.headers()
                .add("reason", reason.getBytes(StandardCharsets.UTF_8))
                .add("offset", Long.toString(message.offset()).getBytes(StandardCharsets.US_ASCII))
                .add("length", Integer.toString(value.length).getBytes(StandardCharsets.US_ASCII));
        return copy;
    }
}
