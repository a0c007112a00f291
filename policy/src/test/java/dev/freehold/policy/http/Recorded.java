package dev.freehold.policy.http;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.recording.AuditRecorder;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for the recorder and shows what was recorded. */
@Alternative
@Priority(1)
@Singleton
class Recorded implements AuditRecorder {
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public Receipt record(AuditEvent event) {
        events.add(event);
        return new Receipt(
                new Position("test", 0, events.size()), Digest.of(event.id().getBytes(StandardCharsets.UTF_8)));
    }

    List<AuditEvent> events() {
        return List.copyOf(events);
    }
}
