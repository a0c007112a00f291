package dev.freehold.enforcement;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import java.util.Set;

/** Callers for tests. */
public final class Callers {
    public static final TenantId TENANT = new TenantId("acme");
    public static final Caller ANNA = new Caller(TENANT, "anna@acme.example", "key-1", Set.of(Role.APPROVER), null);

    private Callers() {}
}
