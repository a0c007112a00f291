package dev.freehold.policy.http;

import dev.freehold.contracts.identity.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that wait for a newer release, without a thread each and only so many of them. */
@ApplicationScoped
public class LongPolls {
    private static final int MOST = 1024;

    private record Waiting(TenantId tenant, CompletableFuture<Boolean> over) {}

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closing;

    /**
     * Waits for the next release of a tenant.
     *
     * @return done at the next release, when the time is over, or at once where too many wait already
     */
    CompletionStage<Boolean> next(TenantId tenant, Duration longest) {
        if (closing || count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return CompletableFuture.completedFuture(false);
        }
        Waiting one = new Waiting(tenant, new CompletableFuture<>());
        waiting.add(one);
        return one.over()
                .completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((released, trouble) -> {
                    waiting.remove(one);
                    count.decrementAndGet();
                });
    }

    /** Lets those who wait for a tenant's next release have it. */
    void released(TenantId tenant) {
        waiting.stream()
                .filter(one -> one.tenant().equals(tenant))
                .forEach(one -> one.over().complete(true));
    }

    /** Nobody waits for a process that is on its way down. */
    void close(@Observes Shutdown down) {
        closing = true;
        waiting.forEach(one -> one.over().complete(false));
    }
}
