package dev.freehold.enforcement.recording.kafka;

import dev.freehold.contracts.audit.LedgerIntake;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import dev.freehold.enforcement.messaging.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The way to a ledger in another process: records go to the tenant's topic, and audit tells on another how far its signed
 * checkpoint covers them.
 *
 * <p>The broker's acknowledgement says that it holds a record, not that a power cut leaves it there. So nothing is covered
 * before the ledger says so, and what the broker lost is sent again when audit misses it.
 */
public final class KafkaIntake implements LedgerIntake, AutoCloseable {
    private final KafkaCluster kafka;
    private final String source;
    private final CoverageReader coverage;
    private final Map<Log, Progress> logs = new ConcurrentHashMap<>();
    private final Duration stall;
    private @Nullable Producer<byte[], byte[]> producer;

    private record Log(TenantId tenant, long epoch) {}

    /**
     * @param source name of this process in its records
     * @param tenant whose records are expected first, so that its topics are looked for at the start
     * @param stall time after which records that were acknowledged, and that no checkpoint covers, are asked about
     */
    public KafkaIntake(KafkaCluster kafka, String source, TenantId tenant, Duration stall) {
        this.kafka = kafka;
        this.source = source;
        this.stall = stall;
        this.coverage = new CoverageReader(kafka, source);
        coverage.follow(tenant);
        coverage.start();
    }

    @Override
    public @Nullable String away() {
        return coverage.away();
    }

    /** {@inheritDoc} One thread at a time for each log. */
    @Override
    public Taken append(TenantId tenant, Position first, List<byte[]> leaves) {
        try {
            CoverageReader.Known known = coverage.of(tenant, first, kafka.patience());
            Progress progress = logs.computeIfAbsent(
                    new Log(tenant, first.epoch()), log -> new Progress(first.seq(), known, stall));
            boolean elsewhere = progress.sendAgain(known) && progress.taken().held() != first.seq();
            if (elsewhere || first.seq() < known.covered()) {
                return progress.taken();
            }
            if (!leaves.isEmpty()) {
                int held = send(tenant, first, leaves);
                progress.held(first.seq() + held, leaves.get(held - 1));
            } else if (progress.stalled()) {
                // If audit has it, it is a duplicate. If audit lacks one before it, audit asks for that.
                send(tenant, progress.last(source, first.epoch()), List.of(progress.lastLeaf()));
            }
            return progress.taken();
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Sends records; how many of them, from the first on, the broker acknowledged: one at least. */
    private int send(TenantId tenant, Position first, List<byte[]> leaves) throws IOException {
        String topic = kafka.topics().of(Topics.AUDIT, tenant);
        List<Future<RecordMetadata>> sent = new ArrayList<>(leaves.size());
        Producer<byte[], byte[]> through = producer();
        int held = 0;
        try {
            for (byte[] leaf : leaves) {
                Position position = new Position(first.source(), first.epoch(), first.seq() + sent.size());
                sent.add(through.send(RecordMessage.of(topic, tenant, position, leaf)));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(2 * kafka.patience().toMillis(), TimeUnit.MILLISECONDS);
                held++;
            }
        } catch (ExecutionException e) {
            return some(through, held, e.getCause() == null ? e : e.getCause());
        } catch (IllegalStateException e) {
            // Another tenant's thread found it unusable, and closed it.
            return some(through, held, e);
        } catch (KafkaException e) {
            // Thrown before anything was sent: the topic may have gone, and is looked for again.
            kafka.topics().forget();
            return some(through, held, e);
        } catch (TimeoutException e) {
            return some(through, held, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while records were sent to Kafka", e);
        }
        return held;
    }

    private int some(Producer<byte[], byte[]> through, int held, Throwable failure) throws IOException {
        if (!(failure instanceof RetriableException)) {
            // A producer that cannot go on is never used again.
            renew(through);
        }
        if (held == 0) {
            throw new IOException(
                    "Kafka does not take records: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
        return held;
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> made = producer;
        if (made == null) {
            made = kafka.producer("freehold-audit-" + source);
            producer = made;
        }
        return made;
    }

    /** Closes a producer, unless it was followed by another already, which other tenants use. */
    private synchronized void renew(Producer<byte[], byte[]> through) {
        if (producer == through) {
            producer = null;
            through.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        coverage.close();
        synchronized (this) {
            if (producer != null) {
                renew(producer);
            }
        }
    }
}
