package dev.freehold.contracts.identity;

import dev.freehold.contracts.usecase.UseCase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever acts, once proved.
 *
 * @param subject stable name of the person or program within the tenant; recorded only as a keyed pseudonym
 * @param client id of the key or client that was presented; no secret
 * @param useCase the purpose that the key is bound to; absent for people who act on the platform itself
 */
public record Caller(
        TenantId tenant,
        String subject,
        String client,
        Set<Role> roles,
        @Nullable UseCase useCase) {
    public Caller {
        if (subject.isBlank() || client.isBlank()) {
            throw new IllegalArgumentException("a caller has a subject and a client");
        }
        roles = Set.copyOf(roles);
    }
}
