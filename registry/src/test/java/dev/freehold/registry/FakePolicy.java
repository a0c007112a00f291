package dev.freehold.registry;

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
import java.util.concurrent.CopyOnWriteArrayList;

/** Allows everything but what a test forbids, and remembers what it was asked. */
@Alternative
@Priority(1)
@Singleton
public class FakePolicy implements PolicyDecisionPoint {
    private static final Digest BUNDLE = Digest.of(new byte[0]);
    public final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    public final List<DecisionRequest> asked = new CopyOnWriteArrayList<>();

    @Override
    public Decision decide(DecisionRequest request) {
        asked.add(request);
        String id = UUID.randomUUID().toString();
        if (forbidden.contains(request.action())) {
            return new Decision.Denied(id, BUNDLE, List.of(new Reason("TEST_FORBIDS", "A test says no.", "End it.")));
        }
        return new Decision.Allowed(id, BUNDLE, List.of());
    }
}
