package dev.freehold.audit.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Position;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records as a source writes them, each naming the one before. */
public final class Records {
    public static final TenantId TENANT = new TenantId("acme");
    private final String source;
    private final long epoch;
    private final List<byte[]> leaves = new ArrayList<>();

    public Records(String source, long epoch, int count) {
        this.source = source;
        this.epoch = epoch;
        for (int i = 0; i < count; i++) {
            add(event(source + "-" + epoch + "-" + i, i));
        }
    }

    /** Appends an event as this source's next record. */
    public byte[] add(AuditEvent event) {
        Digest prev = leaves.isEmpty() ? Digest.ofHash(new byte[32]) : Digest.of(leaves.get(leaves.size() - 1));
        ObjectNode record = (ObjectNode) Json.tree(event);
        record.put("source", source)
                .put("epoch", epoch)
                .put("seq", leaves.size())
                .put("prev", prev.value());
        leaves.add(CanonicalJson.bytes(record));
        return leaves.get(leaves.size() - 1);
    }

    public List<byte[]> leaves() {
        return leaves;
    }

    public Position at(long seq) {
        return new Position(source, epoch, seq);
    }

    /** Even ones are intents, odd ones the denied outcome of the one before. */
    public static AuditEvent event(String id, int i) {
        boolean outcome = i % 2 == 1;
        String decision = "decision-" + i / 2;
        return new AuditEvent(
                AuditEvent.SCHEMA,
                id,
                outcome ? "inference.outcome" : "inference.intent",
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i),
                TENANT,
                i % 3 == 0 ? "model.embed" : "model.classify",
                new AuditEvent.Actor("pseudonym-" + i % 5, "key-1", List.of(Role.APPLICATION)),
                i % 4 < 2 ? "triage" : null,
                new AuditEvent.Subject("model", "acme/notes", null, null),
                new AuditEvent.Policy(
                        null,
                        decision,
                        outcome ? "denied" : "allowed",
                        Digest.of(new byte[0]),
                        List.of(new Reason("CODE", "Sentence.", "Remedy.")),
                        List.of()),
                List.of(),
                null,
                null,
                outcome ? new AuditEvent.Outcome(AuditEvent.Outcome.DENIED, "LABEL_TOO_HIGH", 12) : null,
                outcome ? "intent-of-" + id : null);
    }
}
