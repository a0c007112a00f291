package dev.freehold.contracts.audit;

import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened, once, without any personal data in clear. Every action has two: its intent and its outcome.
 *
 * @param schema version of this shape
 * @param id UUIDv7
 * @param type family and phase, such as {@code inference.intent} or {@code registry.outcome}
 * @param action what was done (see {@link dev.freehold.contracts.decision.Actions})
 * @param intent id of the intent that this outcome ends; absent on intents
 */
public record AuditEvent(
        String schema,
        String id,
        String type,
        Instant time,
        TenantId tenant,
        String action,
        Actor actor,
        @Nullable String useCase,
        @Nullable Subject resource,
        @Nullable Policy policy,
        List<FindingCount> findings,
        @Nullable Content content,
        @Nullable Usage usage,
        @Nullable Outcome outcome,
        @Nullable String intent) {
    public static final String SCHEMA = "freehold.audit/1";

    /**
     * @param pseudonym HMAC of the subject under the tenant's key: the mapping can be destroyed, the record stays
     */
    public record Actor(String pseudonym, String client, List<Role> roles) {
        public Actor {
            roles = List.copyOf(roles);
        }
    }

    /**
     * What was acted on.
     *
     * @param facts what else must be known of it, by name: digests, numbers and words of ours, never what a caller wrote
     */
    public record Subject(
            String kind,
            String name,
            @Nullable Digest digest,
            @Nullable String state,
            @Nullable SortedMap<String, String> facts) {
        public Subject {
            facts = facts == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        }

        /** A subject of which there is no more to know. */
        public Subject(String kind, String name, @Nullable Digest digest, @Nullable String state) {
            this(kind, name, digest, state, null);
        }

        /** The same subject, and what came to be known of it; no facts leave it as it is. */
        public Subject with(SortedMap<String, String> known) {
            return known.isEmpty() ? this : new Subject(kind, name, digest, state, known);
        }
    }

    /**
     * @param input digest of the canonical decision request
     * @param result {@code allowed}, {@code denied} or {@code unavailable}
     */
    public record Policy(
            @Nullable Digest bundle,
            String decision,
            String result,
            Digest input,
            List<Reason> reasons,
            List<Obligation> obligations) {
        public Policy {
            reasons = List.copyOf(reasons);
            obligations = List.copyOf(obligations);
        }
    }

    /**
     * Commitments to bodies that are not kept.
     *
     * @param request HMAC-SHA-256 of the request body under the tenant's key, hex
     * @param response likewise, on outcomes that answered
     */
    public record Content(
            @Nullable String request,
            long requestBytes,
            @Nullable String response,
            long responseBytes) {}

    /**
     * @param promptTokens token usage of the inputs together
     * @param completionTokens token usage of a generated text; absent where none was to be written
     */
    public record Usage(
            long inputs, long promptTokens, @Nullable Long completionTokens) {
        public Usage(long inputs, long promptTokens) {
            this(inputs, promptTokens, null);
        }
    }

    /**
     * @param status {@code ok}, {@code denied}, {@code failed} or {@code interrupted}
     * @param code problem code where it did not go well
     */
    public record Outcome(String status, @Nullable String code, long durationMicros) {
        public static final String OK = "ok";
        public static final String DENIED = "denied";
        public static final String FAILED = "failed";
        public static final String INTERRUPTED = "interrupted";
    }

    public AuditEvent {
        findings = List.copyOf(findings);
    }
}
