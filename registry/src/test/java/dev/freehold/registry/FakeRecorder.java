package dev.freehold.registry;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events in memory, or refuses them when a test says so. */
@Alternative
@Priority(1)
@Singleton
public class FakeRecorder implements AuditRecorder {
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public volatile boolean broken;

    @Override
    public Receipt record(AuditEvent event) {
        if (broken) {
            throw new RecordingUnavailable("a test broke it");
        }
        events.add(event);
        return new Receipt(new Position("test", 0, events.size() - 1L), Digest.of(new byte[0]));
    }

    /** Events of an action, as {@code type status}. */
    public List<String> of(String action) {
        return events.stream()
                .filter(event -> event.action().equals(action))
                .map(event -> event.type()
                        + (event.outcome() == null ? "" : " " + event.outcome().status()))
                .toList();
    }
}
