package dev.freehold.policy.http;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Who may come in, each with their own name as a key. */
@ApplicationScoped
class People implements CallerDirectory {
    private static final Map<String, Role> ROLES = Map.of(
            "dana", Role.COMPLIANCE_OFFICER,
            "erik", Role.COMPLIANCE_OFFICER,
            "otto", Role.OPERATOR,
            "anna", Role.APPROVER,
            "eve", Role.DATA_ENGINEER);

    @Override
    public Authentication authenticate(AccessKey key) {
        Role role = ROLES.get(key.reveal());
        return role == null
                ? new Authentication.Unknown()
                : new Authentication.Known(new Caller(
                        new TenantId("default"), key.reveal(), "key-" + role.wireName(), Set.of(role), null));
    }
}
