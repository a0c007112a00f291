package dev.freehold.audit.intake.kafka;

import dev.freehold.contracts.audit.Position;
import dev.freehold.enforcement.recording.kafka.RecordMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of one log that came one after the other and have positions one after the other. */
final class Run {
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    private final Position first;

    Run(RecordMessage record, ConsumerRecord<byte[], byte[]> message) {
        this.first = record.position();
        leaves.add(record.leaf());
        messages.add(message);
    }

    /** Takes a record in, if it is the next one. */
    boolean goesOn(RecordMessage record, ConsumerRecord<byte[], byte[]> message) {
        boolean next = record.position().equals(at(leaves.size()));
        if (next) {
            leaves.add(record.leaf());
            messages.add(message);
        }
        return next;
    }

    Position first() {
        return first;
    }

    Position at(int i) {
        return new Position(first.source(), first.epoch(), first.seq() + i);
    }

    List<byte[]> leaves() {
        return leaves;
    }

    ConsumerRecord<byte[], byte[]> message(int i) {
        return messages.get(i);
    }

    /** Offset of its first message: from there it is read again if it could not be taken. */
    long offset() {
        return messages.get(0).offset();
    }

    int size() {
        return leaves.size();
    }
}
