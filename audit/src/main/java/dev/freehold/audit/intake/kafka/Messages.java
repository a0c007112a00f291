package dev.freehold.audit.intake.kafka;

import dev.freehold.enforcement.messaging.kafka.KafkaCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Messages that audit itself sends; sent means acknowledged. For one thread. */
final class Messages implements AutoCloseable {
    private final KafkaCluster kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    Messages(KafkaCluster kafka) {
        this.kafka = kafka;
    }

    /**
     * Sends messages, in order.
     *
     * @throws IOException if not all of them were acknowledged
     */
    void send(List<ProducerRecord<byte[], byte[]>> messages) throws IOException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (ProducerRecord<byte[], byte[]> message : messages) {
                sent.add(producer().send(message));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(2 * kafka.patience().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | KafkaException | TimeoutException e) {
            kafka.topics().forget();
            close();
            throw new IOException("Kafka does not take messages: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while messages were sent", e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> made = producer;
        if (made == null) {
            made = kafka.producer("freehold-audit-answers");
            producer = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
