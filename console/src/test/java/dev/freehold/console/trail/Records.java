package dev.freehold.console.trail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records as the audit service would hand them out. */
public final class Records {
    static final String EVIL = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
    private static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00.123456Z");
    private static final List<String> STATUSES =
            List.of("intent", "ok", "intent", "denied", "intent", "ok", "intent", "failed", "intent", "interrupted");
    private static final List<String> ACTIONS = List.of(
            Actions.MODEL_CLASSIFY, Actions.MODEL_EMBED, Actions.DATASET_UPLOAD, Actions.JOB_RUN, Actions.TRAIL_SEARCH);

    private Records() {}

    /** One record of many different ones, by its index. */
    public static TrailRecord at(long index) {
        String status = STATUSES.get((int) (index % STATUSES.size()));
        String action = ACTIONS.get((int) (index / 2 % ACTIONS.size()));
        return of(index, action, status, "support-triage", "distilbert-sst2@sha256:4f1c2a", "API_DENIED");
    }

    /** A record whose every text is an attack on the page. */
    static TrailRecord evil(long index) {
        return of(index, EVIL, EVIL, EVIL, EVIL, EVIL);
    }

    static TrailRecord of(long index, String action, String status, String useCase, String resource, String code) {
        boolean intent = status.equals("intent");
        boolean denied = status.equals("denied");
        String id = "0193a1b2-0000-7000-8000-" + String.format("%012d", index);
        AuditEvent event = new AuditEvent(
                AuditEvent.SCHEMA,
                id,
                intent ? "inference.intent" : "inference.outcome",
                BEGIN.plusSeconds(index),
                new TenantId("default"),
                action,
                new AuditEvent.Actor("9c2f41d07ab35e88", "a1b2c3d4", List.of(Role.APPLICATION)),
                useCase,
                new AuditEvent.Subject("model", resource, Digest.of(new byte[] {1}), "approved")
                        .with(intent ? new TreeMap<>() : new TreeMap<>(Map.of("leak_test", "passed"))),
                new AuditEvent.Policy(
                        Digest.of(new byte[] {2}),
                        "0193a1b2-1111-4000-8000-" + String.format("%012d", index),
                        denied ? "denied" : "allowed",
                        Digest.of(new byte[] {3}),
                        denied
                                ? List.of(new Reason(
                                        "DATA_CATEGORY_NOT_ALLOWED",
                                        "The use case " + useCase + " may not send card data (PCI).",
                                        "Take the card number out, or have PCI added to the use case."))
                                : List.of(),
                        List.of(new Obligation(Obligation.REDACT, List.of("email")))),
                List.of(new FindingCount("payment_card", "PCI", 1), new FindingCount("email", "PII", 2)),
                new AuditEvent.Content("ab".repeat(32), 1834, intent ? null : "cd".repeat(32), intent ? 0 : 412),
                intent ? null : new AuditEvent.Usage(3, 1204),
                intent ? null : new AuditEvent.Outcome(status, status.equals("ok") ? null : code, 12_345),
                intent ? null : "0193a1b2-0000-7000-8000-" + String.format("%012d", index - 1));
        ObjectNode members = Json.MAPPER.valueToTree(event);
        // As the recorder writes it: with its place in the recorder's own log.
        members.put("source", "node-1").put("epoch", 0).put("seq", index).put("prev", "sha256:" + "0".repeat(64));
        byte[] leaf = CanonicalJson.bytes(members);
        return new TrailRecord(
                entry(event, index, status), leaf, "c2sp.org/tlog-proof@v1\nindex\n".getBytes(StandardCharsets.UTF_8));
    }

    private static TrailEntry entry(AuditEvent event, long index, String status) {
        return new TrailEntry(
                index,
                event.id(),
                event.time(),
                event.type(),
                event.action(),
                event.actor().pseudonym(),
                event.useCase(),
                event.resource().name(),
                event.policy().decision(),
                status,
                event.outcome() == null ? null : event.outcome().code());
    }
}
