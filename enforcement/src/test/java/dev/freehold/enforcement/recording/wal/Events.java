package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.recording.EventIds;
import java.time.Instant;
import java.util.List;

/** Events for tests. */
final class Events {
    static final TenantId TENANT = new TenantId("acme");

    private Events() {}

    static AuditEvent intent() {
        return event(".intent", null, "", null);
    }

    /** An intent whose record has about so many bytes more than the shortest. */
    static AuditEvent intent(int longer) {
        return event(".intent", null, "x".repeat(longer), null);
    }

    static AuditEvent outcome(AuditEvent intent) {
        return outcome(intent, 0);
    }

    /** An outcome whose record has about so many bytes more than the shortest. */
    static AuditEvent outcome(AuditEvent intent, int longer) {
        return event(
                ".outcome", intent.id(), "x".repeat(longer), new AuditEvent.Outcome(AuditEvent.Outcome.OK, null, 12));
    }

    private static AuditEvent event(String phase, String intent, String more, AuditEvent.Outcome outcome) {
        Instant now = Instant.parse("2026-11-23T10:15:30.123456Z");
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                "inference" + phase,
                now,
                TENANT,
                "model.embed",
                new AuditEvent.Actor("0123456789abcdef0123456789abcdef", "key-1", List.of(Role.APPLICATION)),
                "triage",
                new AuditEvent.Subject("model", "minilm" + more, null, "approved"),
                null,
                List.of(),
                null,
                null,
                outcome,
                intent);
    }
}
