package dev.freehold.registry.key;

import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key gives to whoever holds it.
 *
 * @param subject whom it proves
 * @param useCase id of the purpose that it is bound to; absent for people who act on the platform itself
 */
public record KeyGrant(
        TenantId tenant,
        String subject,
        Set<Role> roles,
        @Nullable String useCase) {
    private static final int LONGEST_SUBJECT = 200;

    public KeyGrant {
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("a subject is 1 to " + LONGEST_SUBJECT + " characters");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a key gives at least one role");
        }
        roles = Set.copyOf(roles);
    }
}
