package dev.freehold.gateway.call;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.identity.Commitments;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.gateway.http.OpenAiError;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs an act between its two records: not before the intent is durable, and unheard of before the outcome is. */
@ApplicationScoped
public class RecordedAct {
    static final String FAMILY = "inference";
    static final String DECISION = "x-freehold-decision";
    static final String POLICY = "x-freehold-policy";
    static final String RECEIPT = "x-freehold-receipt";
    private static final System.Logger LOG = System.getLogger(RecordedAct.class.getName());

    private final AuditRecorder recorder;
    private final AuditEvents events;
    private final Commitments commitments;

    RecordedAct(AuditRecorder recorder, AuditEvents events, Commitments commitments) {
        this.recorder = recorder;
        this.events = events;
        this.commitments = commitments;
    }

    /**
     * Records, acts, records, replies. An act that throws still gets an outcome.
     *
     * @param body the request's exact bytes; empty where it has none
     * @throws Refusal {@code audit_unavailable} without the act, {@code outcome_unrecorded} after it
     */
    public Reply run(Weighed weighed, byte[] body, Supplier<Settled> act) {
        Begun begun = begin(weighed, body);
        Settled settled = new Settled.Failed(OpenAiErrors.internal());
        Receipt receipt;
        try {
            settled = act.get();
        } finally {
            receipt = ended(begun, settled);
        }
        return reply(begun, settled, receipt);
    }

    /** Records a call that is not made, and replies why. */
    public Reply stopped(Weighed weighed, byte[] body, Settled why) {
        Begun begun = begin(weighed, body);
        return reply(
                begun, why, durable(events.outcome(begun.intent, ending(begun, why)), OpenAiErrors.auditUnavailable()));
    }

    /**
     * An act under way: its intent is durable.
     *
     * @param body the request's exact bytes
     */
    public record Begun(AuditEvent intent, Weighed weighed, byte[] body) {
        /** What an answer can tell before its outcome is known. */
        public Map<String, String> headers() {
            return RecordedAct.headers(intent, weighed.decision());
        }
    }

    /**
     * Records the intent of an act whose end another tells.
     *
     * @throws Refusal if it could not be written: the act must not be done
     */
    public Begun begin(Weighed weighed, byte[] body) {
        AuditEvent.Content asked = content(weighed.request().tenant(), body, new byte[0]);
        AuditEvent intent = events.intent(FAMILY, weighed.request(), weighed.decision(), asked);
        durable(intent, OpenAiErrors.auditUnavailable());
        return new Begun(intent, weighed, body);
    }

    /**
     * Records how an act ended, once.
     *
     * @throws Refusal {@code outcome_unrecorded}
     */
    public Receipt end(Begun begun, Ending ending) {
        return durable(events.outcome(begun.intent, ending), OpenAiErrors.outcomeUnrecorded());
    }

    /** Records an act that ended before anything of its answer left, and replies. */
    public Reply end(Begun begun, Settled settled) {
        return reply(begun, settled, ended(begun, settled));
    }

    /** What a record says of a request and of the answer's text that left. */
    public AuditEvent.Content content(Begun begun, byte[] said) {
        return content(begun.weighed.request().tenant(), begun.body, said);
    }

    private Receipt ended(Begun begun, Settled settled) {
        return settled instanceof Settled.Denied
                ? durable(events.outcome(begun.intent, ending(begun, settled)), OpenAiErrors.auditUnavailable())
                : end(begun, ending(begun, settled));
    }

    private Receipt durable(AuditEvent event, OpenAiError otherwise) {
        try {
            return recorder.record(event);
        } catch (RecordingUnavailable e) {
            LOG.log(System.Logger.Level.ERROR, "event {0} was not recorded: {1}", event.id(), e.getMessage());
            throw new Refusal(otherwise);
        }
    }

    private Ending ending(Begun begun, Settled settled) {
        if (settled instanceof Settled.Answered answered) {
            Written written = answered.written();
            return Ending.ok()
                    .with(
                            content(begun, written.committed()),
                            new AuditEvent.Usage(
                                    answered.inputs(), answered.promptTokens(), written.completionTokens()))
                    .found(written.masked());
        }
        if (settled instanceof Settled.Denied denied) {
            return Ending.denied(denied.error().code());
        }
        return Ending.failed(((Settled.Failed) settled).error().code());
    }

    private AuditEvent.Content content(TenantId tenant, byte[] request, byte[] response) {
        return new AuditEvent.Content(
                commitment(tenant, request), request.length, commitment(tenant, response), response.length);
    }

    private @Nullable String commitment(TenantId tenant, byte[] body) {
        try {
            return body.length == 0 ? null : commitments.of(tenant, body);
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.ERROR, "no commitment: {0}", e.getMessage());
            throw new Refusal(OpenAiErrors.auditUnavailable());
        }
    }

    private static Map<String, String> headers(AuditEvent intent, Decision decision) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Reply.REQUEST_ID, intent.id());
        headers.put(DECISION, decision.id());
        if (decision instanceof Decision.Allowed allowed) {
            headers.put(POLICY, allowed.bundle().value());
        }
        if (decision instanceof Decision.Denied denied) {
            headers.put(POLICY, denied.bundle().value());
        }
        return headers;
    }

    private static Reply reply(Begun begun, Settled settled, Receipt receipt) {
        Map<String, String> headers = begun.headers();
        headers.put(RECEIPT, receipt.header());
        if (settled instanceof Settled.Answered answered) {
            headers.putAll(answered.headers());
            return Reply.ok(answered.written().body(), headers);
        }
        OpenAiError error =
                settled instanceof Settled.Denied denied ? denied.error() : ((Settled.Failed) settled).error();
        return Reply.of(error, headers.get(DECISION), headers);
    }
}
