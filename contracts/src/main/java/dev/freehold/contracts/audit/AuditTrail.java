package dev.freehold.contracts.audit;

import dev.freehold.contracts.identity.Caller;
import java.util.List;
import java.util.Optional;

/** Port: reads the trail. Each reading is itself decided and recorded by the audit service. */
public interface AuditTrail {
    List<TrailEntry> search(Caller caller, TrailQuery query);

    Optional<TrailRecord> open(Caller caller, String id);

    /** Checks a record's proof with the ledger's own key; empty where there is no such record. */
    Optional<ProofCheck> check(Caller caller, String id);

    /** Entries that a signed checkpoint covers. */
    long size(Caller caller);
}
