package dev.freehold.console.trail;

import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/** Stands in where no audit service is in this process: an empty list would be a false statement, so it says why. */
public class UnreachableTrail implements AuditTrail {
    static final ProblemType UNREACHABLE = new ProblemType(
            "TRAIL_UNREACHABLE",
            503,
            "The trail cannot be read",
            "Start the platform with ./freehold up, which runs the console and the audit service together.");

    @Override
    public List<TrailEntry> search(Caller caller, TrailQuery query) {
        throw unreachable();
    }

    @Override
    public Optional<TrailRecord> open(Caller caller, String id) {
        throw unreachable();
    }

    @Override
    public Optional<ProofCheck> check(Caller caller, String id) {
        throw unreachable();
    }

    @Override
    public long size(Caller caller) {
        throw unreachable();
    }

    private static ProblemException unreachable() {
        return new ProblemException(UNREACHABLE, "This process has no audit service.");
    }
}
