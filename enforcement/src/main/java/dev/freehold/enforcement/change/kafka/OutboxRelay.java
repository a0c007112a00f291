package dev.freehold.enforcement.change.kafka;

import dev.freehold.enforcement.change.Outbox;
import dev.freehold.enforcement.messaging.CloudEvent;
import dev.freehold.enforcement.messaging.kafka.CloudEventMessage;
import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends what waits in an outbox to the tenants' topics, in order, until told to end. What it cannot send waits. */
public final class OutboxRelay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final int MOST = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final KafkaCluster kafka;
    private final Outbox outbox;
    private final String topics;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Producer<byte[], byte[]> producer;
    private volatile @Nullable String trouble;

    /**
     * @param topics first part of the topics' names, one of {@link dev.freehold.enforcement.messaging.kafka.Topics}
     * @param pause between two looks into the outbox, 10 ms to 1 min
     */
    public OutboxRelay(KafkaCluster kafka, Outbox outbox, String topics, Duration pause) {
        if (pause.toMillis() < 10 || pause.toMillis() > 60_000) {
            throw new IllegalArgumentException("freehold.changes.pause is 10 ms to 1 min, not " + pause);
        }
        this.kafka = kafka;
        this.outbox = outbox;
        this.topics = topics;
        this.pause = pause;
        this.thread = new Thread(this::run, "outbox-relay-" + topics);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Why changes are not told, if they are not. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        try {
            long wait = pause.toMillis();
            while (!closing.await(wait, TimeUnit.MILLISECONDS)) {
                wait = relay() ? pause.toMillis() : Math.min(2 * wait, LONGEST_PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean relay() {
        try {
            int told = MOST;
            while (told == MOST) {
                told = outbox.relay(MOST, this::tell);
            }
            trouble = null;
            return true;
        } catch (IOException | RuntimeException e) {
            if (trouble == null) {
                LOG.log(System.Logger.Level.WARNING, "changes wait in the outbox: {0}", e.getMessage());
            }
            trouble = String.valueOf(e.getMessage());
            kafka.topics().forget();
            renew();
            return false;
        }
    }

    private void tell(List<Outbox.Waiting> changes) throws IOException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (Outbox.Waiting change : changes) {
                String topic = kafka.topics().of(topics, change.change().tenant());
                sent.add(producer().send(CloudEventMessage.of(topic, key(change), event(change))));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(2 * kafka.patience().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | KafkaException | TimeoutException e) {
            throw new IOException("Kafka does not take changes: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while changes were told", e);
        }
    }

    private static String key(Outbox.Waiting change) {
        return change.change().kind() + "/" + change.change().key();
    }

    private static CloudEvent event(Outbox.Waiting waiting) {
        return new CloudEvent(
                key(waiting) + "/" + waiting.revision(),
                "urn:freehold:tenant:" + waiting.change().tenant(),
                "dev.freehold.change." + waiting.change().kind(),
                Map.of(
                        ChangeMessage.KIND,
                        waiting.change().kind(),
                        ChangeMessage.KEY,
                        waiting.change().key(),
                        "sequence",
                        Long.toString(waiting.revision())),
                waiting.facts().getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> made = producer;
        if (made == null) {
            made = kafka.producer("freehold-outbox");
            producer = made;
        }
        return made;
    }

    private synchronized void renew() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        renew();
    }
}
