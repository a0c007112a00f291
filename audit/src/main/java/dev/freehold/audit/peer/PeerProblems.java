package dev.freehold.audit.peer;

import dev.freehold.contracts.problem.ProblemType;

/** The problems with which a recorder is answered. */
public final class PeerProblems {
    public static final ProblemType RECORDS_REFUSED = new ProblemType(
            "AUDIT_RECORDS_REFUSED",
            400,
            "These records cannot be taken",
            "The detail says why; the records stay with their writer until its operator has looked.");
    public static final ProblemType LEDGER_UNAVAILABLE = new ProblemType(
            "AUDIT_LEDGER_UNAVAILABLE",
            503,
            "The ledger cannot be written at present",
            "The records are sent again; look at the audit service's readiness.");

    private PeerProblems() {}
}
