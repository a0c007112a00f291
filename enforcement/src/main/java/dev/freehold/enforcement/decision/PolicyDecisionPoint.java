package dev.freehold.enforcement.decision;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;

/** Port: says whether an action may happen. */
public interface PolicyDecisionPoint {
    /** Never throws for trouble with policy: whatever is no clear answer is {@link Decision.Unavailable}. */
    Decision decide(DecisionRequest request);
}
