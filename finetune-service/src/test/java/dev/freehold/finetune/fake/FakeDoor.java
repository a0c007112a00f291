package dev.freehold.finetune.fake;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.audit.Receipt;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import dev.freehold.enforcement.recording.AuditRecorder;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keys, policy and audit in memory: the key {@code dana-key} may do all but what is denied. */
@Alternative
@Priority(1)
@Singleton
public class FakeDoor implements CallerDirectory, PolicyDecisionPoint, AuditRecorder {
    public static final String KEY = "dana-key";
    public static final String COLLEAGUE = "rita-key";
    public static final String STRANGER = "other-tenant-key";

    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public final Set<String> denied = ConcurrentHashMap.newKeySet();

    public final Set<String> undecided = ConcurrentHashMap.newKeySet();

    @Override
    public Authentication authenticate(AccessKey key) {
        return switch (key.reveal()) {
            case KEY -> known("acme", "dana");
            case COLLEAGUE -> known("acme", "rita");
            case STRANGER -> known("globex", "hank");
            default -> new Authentication.Unknown();
        };
    }

    private static Authentication known(String tenant, String subject) {
        return new Authentication.Known(
                new Caller(new TenantId(tenant), subject, "key-" + subject, Set.of(Role.DATA_ENGINEER), null));
    }

    @Override
    public Decision decide(DecisionRequest request) {
        String id = UUID.randomUUID().toString();
        if (undecided.contains(request.action())) {
            return new Decision.Unavailable(id, "no bundle yet");
        }
        Digest bundle = Digest.of(new byte[] {1});
        return denied.contains(request.action())
                ? new Decision.Denied(id, bundle, List.of(new Reason("NOT_YOU", "You may not.", "Ask.")))
                : new Decision.Allowed(id, bundle, List.of());
    }

    @Override
    public Receipt record(AuditEvent event) {
        events.add(event);
        return null;
    }
}
