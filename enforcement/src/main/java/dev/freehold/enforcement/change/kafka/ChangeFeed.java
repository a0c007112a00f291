package dev.freehold.enforcement.change.kafka;

import dev.freehold.contracts.change.Change;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Hears of changes on the topics of all tenants, from now on, and tells them within the process.
 *
 * <p>It tells of no change twice in one go, and that anything may have changed when it begins with a topic. It says nothing of
 * state: whoever hears of a change reads that from its owner, so that a message that is lost, late or forged can only cause
 * a reading too few, too late or too many.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(2);
    private static final int MOST_TOPICS = 1_000;

    private final KafkaCluster kafka;
    private final String name;
    private final java.util.function.Consumer<Change> hearer;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param name of this process, for the broker's own logs
     * @param hearer must return soon
     */
    public ChangeFeed(KafkaCluster kafka, String name, java.util.function.Consumer<Change> hearer) {
        this.kafka = kafka;
        this.name = name;
        this.hearer = hearer;
        this.thread = new Thread(this::run, "change-feed");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = kafka.consumer("freehold-changes-" + name, Map.of())) {
                listen(consumer);
            } catch (KafkaException e) {
                LOG.log(System.Logger.Level.WARNING, "changes are not heard of at present: {0}", e.getMessage());
                sleep(PAUSE);
            }
        }
    }

    private void listen(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, TenantId> assigned = new HashMap<>();
        long looked = System.nanoTime() - LOOK_FOR_TOPICS.toNanos();
        while (!closing) {
            Set<Change> changes = new LinkedHashSet<>();
            if (System.nanoTime() - looked >= LOOK_FOR_TOPICS.toNanos()) {
                look(consumer, assigned, changes);
                looked = System.nanoTime();
            }
            if (assigned.isEmpty()) {
                sleep(POLL);
            } else {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    read(assigned, message, changes);
                }
            }
            changes.forEach(this::tell);
        }
    }

    private void look(Consumer<byte[], byte[]> consumer, Map<TopicPartition, TenantId> assigned, Set<Change> changes) {
        Map<TopicPartition, TenantId> found = new HashMap<>();
        consumer.listTopics(kafka.patience())
                .forEach((topic, partitions) -> Topics.tenant(Topics.CHANGES, topic)
                        .ifPresent(tenant -> partitions.forEach(
                                partition -> found.put(new TopicPartition(topic, partition.partition()), tenant))));
        found.keySet().removeAll(assigned.keySet());
        if (found.isEmpty() || assigned.size() + found.size() > MOST_TOPICS) {
            return;
        }
        assigned.putAll(found);
        consumer.assign(assigned.keySet());
        consumer.seekToEnd(found.keySet());
        // Asked for now: what comes after this moment is heard of, and what came before it is read by whoever is told.
        found.keySet().forEach(partition -> consumer.position(partition, kafka.patience()));
        found.values().forEach(tenant -> changes.add(new Change(tenant, Change.ANY, Change.ANY)));
    }

    private static void read(
            Map<TopicPartition, TenantId> assigned, ConsumerRecord<byte[], byte[]> message, Set<Change> changes) {
        TenantId tenant = assigned.get(new TopicPartition(message.topic(), message.partition()));
        if (tenant == null) {
            return;
        }
        try {
            changes.add(ChangeMessage.read(tenant, message));
        } catch (IllegalArgumentException e) {
            // It may have been meant to tell of anything.
            changes.add(new Change(tenant, Change.ANY, Change.ANY));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "message {0} of {1} tells of no change: {2}",
                    message.offset(),
                    message.topic(),
                    e.getMessage());
        }
    }

    private void tell(Change change) {
        try {
            hearer.accept(change);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a change was heard of and could not be followed", e);
        }
    }

    private void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            closing = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
