package dev.freehold.enforcement.decision;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;

/** Port: says whether an action may happen. */
public interface PolicyDecisionPoint {
    /** Longest request that is decided, in bytes of JSON. */
    int LONGEST_REQUEST = 64 << 10;

    /** Never throws for trouble with policy: whatever is no clear answer is {@link Decision.Unavailable}. */
    Decision decide(DecisionRequest request);
}
