package dev.freehold.gateway.call;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * A decided request.
 *
 * @param model the version that the name stands for; absent where there is none
 * @param request the whole input of the decision
 */
public record Weighed(Caller caller, @Nullable ModelVersion model, DecisionRequest request, Decision decision) {}
