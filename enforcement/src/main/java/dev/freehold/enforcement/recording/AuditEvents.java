package dev.freehold.enforcement.recording;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.json.CanonicalJson;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the two events of an action: its intent and, from that, its outcome. */
public final class AuditEvents {
    private static final String INTENT = ".intent";
    private static final String OUTCOME = ".outcome";

    private final Clock clock;

    public AuditEvents(Clock clock) {
        this.clock = clock;
    }

    /**
     * The event that precedes an action.
     *
     * @param family {@code inference}, {@code registry}, {@code finetune}, {@code audit} or {@code policy}
     * @param content commitments to the request's body, where there is one
     */
    public AuditEvent intent(
            String family, DecisionRequest request, Decision decision, AuditEvent.@Nullable Content content) {
        Instant now = clock.instant();
        UseCase useCase = request.useCase();
        DecisionRequest.Resource resource = request.resource();
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                family + INTENT,
                now,
                request.tenant(),
                request.action(),
                new AuditEvent.Actor(
                        request.subject().pseudonym(),
                        request.subject().client(),
                        request.subject().roles()),
                useCase == null ? null : useCase.id(),
                new AuditEvent.Subject(resource.kind(), resource.name(), resource.digest(), resource.state()),
                policy(request, decision),
                request.findings(),
                content,
                null,
                null,
                null);
    }

    /**
     * The event that ends an action.
     *
     * @throws IllegalArgumentException if the event given is no intent
     */
    public AuditEvent outcome(AuditEvent intent, Ending ending) {
        Instant now = clock.instant();
        // The clock may have been set back meanwhile; a record never claims a negative time.
        long micros = Math.max(0, Duration.between(intent.time(), now).toNanos() / 1_000);
        return new AuditEvent(
                AuditEvent.SCHEMA,
                EventIds.at(now),
                family(intent) + OUTCOME,
                now,
                intent.tenant(),
                intent.action(),
                intent.actor(),
                intent.useCase(),
                intent.resource() == null ? null : intent.resource().with(ending.facts()),
                intent.policy(),
                ending.findings(),
                ending.content(),
                ending.usage(),
                new AuditEvent.Outcome(ending.status(), ending.code(), micros),
                intent.id());
    }

    private static String family(AuditEvent intent) {
        if (!intent.type().endsWith(INTENT)) {
            throw new IllegalArgumentException("only an intent has an outcome, not " + intent.type());
        }
        return intent.type().substring(0, intent.type().length() - INTENT.length());
    }

    private static AuditEvent.Policy policy(DecisionRequest request, Decision decision) {
        Digest input = Digest.of(CanonicalJson.bytes(Json.tree(request)));
        if (decision instanceof Decision.Allowed allowed) {
            return new AuditEvent.Policy(
                    allowed.bundle(), allowed.id(), "allowed", input, List.<Reason>of(), allowed.obligations());
        }
        if (decision instanceof Decision.Denied denied) {
            return new AuditEvent.Policy(
                    denied.bundle(), denied.id(), "denied", input, denied.reasons(), List.<Obligation>of());
        }
        return new AuditEvent.Policy(
                null, decision.id(), "unavailable", input, List.<Reason>of(), List.<Obligation>of());
    }
}
