package dev.freehold.audit.trail;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Allows everything but what a test forbids. */
@Alternative
@Priority(1)
@Singleton
public class FakePolicy implements PolicyDecisionPoint {
    private static final Digest BUNDLE = Digest.of(new byte[0]);
    public final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    @Override
    public Decision decide(DecisionRequest request) {
        String id = UUID.randomUUID().toString();
        return forbidden.contains(request.action())
                ? new Decision.Denied(id, BUNDLE, List.of(new Reason("TEST_FORBIDS", "A test says no.", "End it.")))
                : new Decision.Allowed(id, BUNDLE, List.of());
    }
}
