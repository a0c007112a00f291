package dev.freehold.enforcement.action;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.recording.RecordingUnavailable;

/** The problems with which enforcement refuses an action. */
public final class Refusals {
    public static final ProblemType POLICY_DENIED = new ProblemType(
            "POLICY_DENIED", 403, "Policy denies this", "Each reason names what would make it allowed.");
    public static final ProblemType POLICY_UNAVAILABLE = new ProblemType(
            "POLICY_UNAVAILABLE",
            503,
            "Policy cannot decide at present",
            "Try again in a moment; if it lasts, look at the policy service's readiness.");
    public static final ProblemType AUDIT_UNAVAILABLE = new ProblemType(
            "AUDIT_UNAVAILABLE",
            503,
            "This cannot be recorded at present, so it is not done",
            "Try again in a moment; if it lasts, look at the readiness check, which says what stops recording.");

    public static final ProblemType OUTCOME_UNRECORDED = new ProblemType(
            "OUTCOME_UNRECORDED",
            503,
            "It was done, but its outcome could not be recorded",
            "Look at the state of what you acted on before you try again.");

    private Refusals() {}

    public static ProblemException denied(Decision.Denied denied) {
        return new ProblemException(Problem.denied(POLICY_DENIED, denied.id(), denied.reasons()));
    }

    public static ProblemException undecided(Decision.Unavailable unavailable) {
        return new ProblemException(
                POLICY_UNAVAILABLE, "No decision could be taken (decision " + unavailable.id() + ").");
    }

    /** The recorder's own reason stays in the log: it speaks of files, which are no business of a caller's. */
    public static ProblemException unrecorded(RecordingUnavailable cause) {
        ProblemException problem = new ProblemException(AUDIT_UNAVAILABLE, "The audit log does not take records.");
        problem.initCause(cause);
        return problem;
    }

    /** As {@link #unrecorded}, once the work has run: to call it undone would invite doing it twice. */
    public static ProblemException outcomeUnrecorded(RecordingUnavailable cause) {
        ProblemException problem = new ProblemException(
                OUTCOME_UNRECORDED, "The work has ended, and the audit log did not confirm its outcome.");
        problem.initCause(cause);
        return problem;
    }
}
