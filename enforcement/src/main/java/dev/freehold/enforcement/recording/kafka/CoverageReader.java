package dev.freehold.enforcement.recording.kafka;

import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads what audit tells this source, on a thread of its own, and so knows at once when the broker is gone.
 *
 * <p>The topics are compacted and read whole at each start.
 */
final class CoverageReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CoverageReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * What is known of one log.
     *
     * @param covered the most that was told, since a checkpoint never covers less than one before it; less only where the
     *     ledger asks for records again, since it was then restored to an older state
     * @param asks how often records were asked for again
     */
    record Known(long covered, long asks) {
        static final Known NOTHING = new Known(0, 0);

        Known then(CoverageMessage told) {
            return told.wanted()
                    ? new Known(told.records(), asks + 1)
                    : new Known(Math.max(covered, told.records()), asks);
        }
    }

    private record Log(TenantId tenant, long epoch) {}

    private final KafkaCluster kafka;
    private final String source;
    private final Set<TenantId> wanted = ConcurrentHashMap.newKeySet();
    private final Set<TenantId> read = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Log, Known> known = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private boolean failing;
    private volatile @Nullable String away = "this process is not connected to Kafka yet";

    CoverageReader(KafkaCluster kafka, String source) {
        this.kafka = kafka;
        this.source = source;
        this.thread = new Thread(this::run, "audit-coverage");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Why nothing comes from the broker at present; null while it answers. */
    @Nullable
    String away() {
        return away;
    }

    void follow(TenantId tenant) {
        wanted.add(tenant);
    }

    /**
     * What is known of a log, once all that was told before this process began is.
     *
     * @throws IOException if it could not be read in time
     */
    Known of(TenantId tenant, Position position, Duration patience) throws IOException {
        follow(tenant);
        long until = System.nanoTime() + patience.toNanos();
        while (!read.contains(tenant)) {
            if (System.nanoTime() - until > 0) {
                String reason = away;
                throw new IOException(
                        reason == null ? "how far the ledger is could not be read from Kafka in time" : reason);
            }
            sleep(POLL);
        }
        return known.getOrDefault(new Log(tenant, position.epoch()), Known.NOTHING);
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = kafka.consumer("freehold-coverage-" + source, Map.of())) {
                follow(consumer);
            } catch (KafkaException | IOException e) {
                failed(String.valueOf(e.getMessage()));
                sleep(PAUSE);
            } catch (RuntimeException | Error e) {
                // Not the end of this thread: without it nobody would learn that nothing is heard any more.
                failed(e.getClass().getName());
                sleep(PAUSE);
            }
        }
    }

    private void failed(String reason) {
        if (!failing) {
            LOG.log(System.Logger.Level.WARNING, "what the ledger covers cannot be read: {0}", reason);
        }
        failing = true;
        away = "Kafka does not answer: " + reason;
        read.clear();
    }

    private void follow(Consumer<byte[], byte[]> consumer) throws IOException {
        Map<TopicPartition, TenantId> assigned = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        while (!closing) {
            assign(consumer, assigned, ends);
            if (assigned.isEmpty()) {
                sleep(POLL);
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                TenantId tenant = assigned.get(new TopicPartition(message.topic(), message.partition()));
                if (tenant != null) {
                    take(tenant, message);
                }
            }
            ends.entrySet().removeIf(end -> consumer.position(end.getKey(), kafka.patience()) >= end.getValue());
            assigned.forEach((partition, tenant) -> {
                if (ends.keySet().stream().noneMatch(open -> open.topic().equals(partition.topic()))) {
                    read.add(tenant);
                }
            });
            away = connections(consumer) > 0 ? null : "Kafka cannot be reached";
            failing = false;
        }
    }

    private void assign(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, TenantId> assigned, Map<TopicPartition, Long> ends)
            throws IOException {
        for (TenantId tenant : wanted) {
            if (!assigned.containsValue(tenant)) {
                String topic = kafka.topics().of(Topics.COVERED, tenant);
                List<TopicPartition> partitions = consumer.partitionsFor(topic, kafka.patience()).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                partitions.forEach(partition -> assigned.put(partition, tenant));
                consumer.assign(assigned.keySet());
                consumer.seekToBeginning(partitions);
                ends.putAll(consumer.endOffsets(partitions, kafka.patience()));
            }
        }
    }

    private void take(TenantId tenant, ConsumerRecord<byte[], byte[]> message) {
        try {
            CoverageMessage told = CoverageMessage.read(message);
            if (told.source().equals(source)) {
                known.compute(
                        new Log(tenant, told.epoch()), (log, old) -> (old == null ? Known.NOTHING : old).then(told));
            }
        } catch (IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "message {0} of {1} does not say what the ledger covers: {2}",
                    message.offset(),
                    message.topic(),
                    e.getMessage());
        }
    }

    /** A broker that was killed is noticed by its connections long before a send to it fails. */
    private static double connections(Consumer<byte[], byte[]> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
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
