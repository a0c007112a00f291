package dev.freehold.enforcement.action;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.recording.AuditEvents;
import dev.freehold.enforcement.recording.AuditRecorder;
import dev.freehold.enforcement.recording.Ending;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs an action only if policy allows it, after its intent is durable, and tells its result only after its outcome is. */
public final class GovernedActions {
    private static final System.Logger LOG = System.getLogger(GovernedActions.class.getName());

    private final PolicyDecisionPoint policy;
    private final AuditRecorder recorder;
    private final DecisionRequests requests;
    private final AuditEvents events;

    public GovernedActions(
            PolicyDecisionPoint policy, AuditRecorder recorder, DecisionRequests requests, AuditEvents events) {
        this.policy = policy;
        this.recorder = recorder;
        this.requests = requests;
        this.events = events;
    }

    /**
     * Decides, records the intent, does the work and records the outcome.
     *
     * @param family first part of the events' types, such as {@code registry}
     * @param action one of {@link dev.freehold.contracts.decision.Actions}
     * @param resource what is acted on; its creator, where known, is the plain subject
     * @param work the action itself; what it throws is recorded as a failure and thrown on
     * @throws ProblemException 403 with the policy's reasons and the decision's id; 503 {@code POLICY_UNAVAILABLE}; 503
     *     {@code AUDIT_UNAVAILABLE}, without the work; 503 {@code OUTCOME_UNRECORDED}, after the work, well done or failed
     */
    public <T> T perform(
            Caller caller, String family, String action, DecisionRequest.Resource resource, Supplier<T> work) {
        return perform(caller, family, action, resource, work, done -> new TreeMap<>());
    }

    /**
     * As above, for work that brings facts to light which its outcome must name.
     *
     * @param facts of what was acted on, from the work's result: digests, numbers and words of ours
     */
    public <T> T perform(
            Caller caller,
            String family,
            String action,
            DecisionRequest.Resource resource,
            Supplier<T> work,
            Function<T, SortedMap<String, String>> facts) {
        DecisionRequest request = requests.of(caller, action, resource, List.of(), 0);
        Decision decision = policy.decide(request);
        AuditEvent intent = events.intent(family, request, decision, null);
        record(intent, Refusals::unrecorded);
        if (decision instanceof Decision.Allowed) {
            return run(intent, work, facts);
        }
        if (decision instanceof Decision.Denied denied) {
            record(events.outcome(intent, Ending.denied(denied.reasons().get(0).code())), Refusals::unrecorded);
            throw Refusals.denied(denied);
        }
        record(events.outcome(intent, Ending.failed(Refusals.POLICY_UNAVAILABLE.code())), Refusals::unrecorded);
        Decision.Unavailable unavailable = (Decision.Unavailable) decision;
        LOG.log(System.Logger.Level.WARNING, "decision {0}: {1}", unavailable.id(), unavailable.cause());
        throw Refusals.undecided(unavailable);
    }

    private <T> T run(AuditEvent intent, Supplier<T> work, Function<T, SortedMap<String, String>> facts) {
        T result;
        try {
            result = work.get();
        } catch (ProblemException e) {
            end(intent, Ending.failed(e.problem().code()), e);
            throw e;
        } catch (RuntimeException | Error e) {
            end(intent, Ending.failed("INTERNAL"), e);
            throw e;
        }
        end(intent, Ending.ok().with(facts.apply(result)));
        return result;
    }

    private void end(AuditEvent intent, Ending ending) {
        record(events.outcome(intent, ending), Refusals::outcomeUnrecorded);
    }

    private void end(AuditEvent intent, Ending ending, Throwable failure) {
        try {
            end(intent, ending);
        } catch (ProblemException unrecorded) {
            unrecorded.addSuppressed(failure);
            throw unrecorded;
        }
    }

    private void record(AuditEvent event, Function<RecordingUnavailable, ProblemException> refusal) {
        try {
            recorder.record(event);
        } catch (RecordingUnavailable e) {
            LOG.log(System.Logger.Level.ERROR, "an event was not recorded: {0}", e.getMessage());
            throw refusal.apply(e);
        }
    }
}
