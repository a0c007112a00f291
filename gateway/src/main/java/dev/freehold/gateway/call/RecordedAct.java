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
     * @throws Refusal if either record could not be written; without the act if it was the first
     */
    public Reply run(Weighed weighed, byte[] body, Supplier<Settled> act) {
        AuditEvent.Content asked = content(weighed.request().tenant(), body, new byte[0]);
        AuditEvent intent = events.intent(FAMILY, weighed.request(), weighed.decision(), asked);
        durable(intent);
        Settled settled = new Settled.Failed(OpenAiErrors.internal());
        Receipt receipt;
        try {
            settled = act.get();
        } finally {
            receipt = durable(
                    events.outcome(intent, ending(settled, weighed.request().tenant(), body)));
        }
        return reply(settled, headers(intent, weighed.decision(), receipt));
    }

    private Receipt durable(AuditEvent event) {
        try {
            return recorder.record(event);
        } catch (RecordingUnavailable e) {
            LOG.log(System.Logger.Level.ERROR, "event {0} was not recorded: {1}", event.id(), e.getMessage());
            throw new Refusal(OpenAiErrors.auditUnavailable());
        }
    }

    private Ending ending(Settled settled, TenantId tenant, byte[] body) {
        if (settled instanceof Settled.Answered answered) {
            return Ending.ok()
                    .with(
                            content(tenant, body, answered.body()),
                            new AuditEvent.Usage(answered.inputs(), answered.promptTokens()));
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

    private static Map<String, String> headers(AuditEvent intent, Decision decision, Receipt receipt) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Reply.REQUEST_ID, intent.id());
        headers.put(DECISION, decision.id());
        headers.put(RECEIPT, receipt.header());
        if (decision instanceof Decision.Allowed allowed) {
            headers.put(POLICY, allowed.bundle().value());
        }
        if (decision instanceof Decision.Denied denied) {
            headers.put(POLICY, denied.bundle().value());
        }
        return headers;
    }

    private static Reply reply(Settled settled, Map<String, String> headers) {
        if (settled instanceof Settled.Answered answered) {
            headers.putAll(answered.headers());
            return Reply.ok(answered.body(), headers);
        }
        OpenAiError error =
                settled instanceof Settled.Denied denied ? denied.error() : ((Settled.Failed) settled).error();
        return Reply.of(error, headers.get(DECISION), headers);
    }
}
