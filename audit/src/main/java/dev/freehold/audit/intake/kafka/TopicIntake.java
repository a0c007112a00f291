package dev.freehold.audit.intake.kafka;

import dev.freehold.audit.intake.Ledgers;
import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of all tenants and hands what stands on them to the ledgers, on one thread.
 *
 * <p>An offset is committed once the ledger holds all before it under a signed checkpoint, or it was put aside for people to
 * look at. So each message comes at least once; the sequencer leaves out what it has. Partitions are taken without a group's
 * protocol: the ledger's folder belongs to one process anyway, and a killed one's successor need not wait for it to expire.
 */
public final class TopicIntake implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TopicIntake.class.getName());
    private static final String GROUP = "freehold-audit";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(2);
    private static final int LARGEST_BATCH = 1_000;
    /** A gap that a source closes at once is none that anybody needs to hear of. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

    private final KafkaCluster kafka;
    private final TenantId expected;
    private final Messages messages;
    private final Setbacks setbacks = new Setbacks("its records taken from Kafka");
    private final Coverage coverage;
    private final Refused refused;
    private final Standstills standstills;
    private final Sorting sorting;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String trouble = "the topics have not been read yet";

    /**
     * @param expected tenant whose topic is made at the start, so that its first record finds it
     */
    public TopicIntake(KafkaCluster kafka, LedgerIntake intake, Ledgers ledgers, TenantId expected) {
        this(kafka, intake, ledgers, expected, WORTH_TELLING);
    }

    TopicIntake(KafkaCluster kafka, LedgerIntake intake, Ledgers ledgers, TenantId expected, Duration worthTelling) {
        this.kafka = kafka;
        this.standstills = new Standstills(worthTelling);
        this.expected = expected;
        this.messages = new Messages(kafka);
        this.coverage = new Coverage(kafka, messages, ledgers);
        this.refused = new Refused(kafka, messages);
        this.sorting = new Sorting(intake, ledgers, coverage, refused, standstills);
        this.thread = new Thread(this::run, "audit-topic-intake");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What keeps records from the ledgers, by what it concerns; empty if nothing does. */
    public SortedMap<String, String> troubles() {
        SortedMap<String, String> troubles = new TreeMap<>(standstills.worthTelling());
        troubles.putAll(coverage.troubles());
        troubles.putAll(setbacks.told());
        String reason = trouble;
        if (reason != null) {
            troubles.put("kafka", reason);
        }
        return troubles;
    }

    /** What was put aside since the process began, by tenant. */
    public SortedMap<String, String> aside() {
        SortedMap<String, String> aside = new TreeMap<>();
        refused.told()
                .forEach((tenant, told) -> aside.put(
                        tenant.value(), told.count() + " on " + Topics.REFUSED + tenant + ", last: " + told.last()));
        return aside;
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = kafka.consumer(
                    "freehold-audit-intake", Map.of("group.id", GROUP, "max.poll.records", LARGEST_BATCH))) {
                read(consumer);
            } catch (KafkaException | IOException e) {
                failed(e);
                sleep(PAUSE);
            } catch (RuntimeException | Error e) {
                // Not skipped: the same messages come again, and readiness says that they do not get through.
                LOG.log(System.Logger.Level.ERROR, "records cannot be taken from Kafka", e);
                trouble = "records cannot be taken from Kafka: " + e.getClass().getName();
                sleep(PAUSE);
            }
        }
        messages.close();
    }

    private void failed(Exception e) {
        String reason = String.valueOf(e.getMessage());
        if (trouble == null) {
            LOG.log(System.Logger.Level.WARNING, "records wait on Kafka: {0}", reason);
        }
        trouble = reason;
    }

    private void read(Consumer<byte[], byte[]> consumer) throws IOException {
        kafka.topics().of(Topics.AUDIT, expected);
        Map<TopicPartition, TenantId> assigned = new HashMap<>();
        long looked = System.nanoTime() - LOOK_FOR_TOPICS.toNanos();
        while (!closing) {
            if (System.nanoTime() - looked >= LOOK_FOR_TOPICS.toNanos()) {
                look(consumer, assigned);
                looked = System.nanoTime();
            }
            if (assigned.isEmpty()) {
                sleep(POLL);
                continue;
            }
            resume(consumer, assigned);
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
            for (TopicPartition partition : polled.partitions()) {
                TenantId tenant = assigned.get(partition);
                if (tenant != null) {
                    take(consumer, partition, tenant, polled.records(partition))
                            .ifPresent(next -> done.put(partition, new OffsetAndMetadata(next)));
                }
            }
            coverage.tell();
            if (!done.isEmpty()) {
                consumer.commitSync(done, kafka.patience());
            }
            trouble = null;
        }
    }

    /** Takes what came of one partition; what a tenant's ledger does not take comes again, and keeps nobody else waiting. */
    private OptionalLong take(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            TenantId tenant,
            List<ConsumerRecord<byte[], byte[]>> messages) {
        try {
            long next = sorting.take(tenant, messages);
            setbacks.over(tenant);
            return OptionalLong.of(next);
        } catch (IOException | RuntimeException e) {
            setbacks.failed(tenant, Setbacks.reason(e));
            consumer.seek(partition, messages.get(0).offset());
            consumer.pause(List.of(partition));
            return OptionalLong.empty();
        }
    }

    private void resume(Consumer<byte[], byte[]> consumer, Map<TopicPartition, TenantId> assigned) {
        consumer.resume(consumer.paused().stream()
                .filter(partition -> !setbacks.waits(assigned.getOrDefault(partition, expected)))
                .toList());
    }

    private void look(Consumer<byte[], byte[]> consumer, Map<TopicPartition, TenantId> assigned) {
        int before = assigned.size();
        consumer.listTopics(kafka.patience())
                .forEach((topic, partitions) -> Topics.tenant(Topics.AUDIT, topic)
                        .ifPresent(tenant -> partitions.forEach(partition -> {
                            if (assigned.put(new TopicPartition(topic, partition.partition()), tenant) == null) {
                                coverage.all(tenant);
                            }
                        })));
        if (assigned.size() > before) {
            consumer.assign(assigned.keySet());
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
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
