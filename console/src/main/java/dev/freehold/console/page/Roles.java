package dev.freehold.console.page;

import dev.freehold.contracts.identity.Role;
import java.util.Collection;
import java.util.stream.Collectors;

/** Roles as people say them. */
public final class Roles {
    private Roles() {}

    public static String name(Role role) {
        return role.wireName().replace('-', ' ');
    }

    /** Roles in one phrase, in a stable order. */
    public static String names(Collection<Role> roles) {
        return roles.isEmpty()
                ? "somebody without a role"
                : roles.stream().sorted().map(Roles::name).collect(Collectors.joining(", "));
    }
}
