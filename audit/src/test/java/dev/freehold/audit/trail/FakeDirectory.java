package dev.freehold.audit.trail;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import jakarta.inject.Singleton;
import java.util.Set;

/** Knows one compliance officer in each tenant: the key is the tenant's name behind {@code officer-of-}. */
@Singleton
public class FakeDirectory implements CallerDirectory {
    private static final String MARK = "officer-of-";

    public static String key(String tenant) {
        return MARK + tenant;
    }

    @Override
    public Authentication authenticate(AccessKey key) {
        if (!key.reveal().startsWith(MARK)) {
            return new Authentication.Unknown();
        }
        TenantId tenant = new TenantId(key.reveal().substring(MARK.length()));
        return new Authentication.Known(new Caller(tenant, "officer", "key-9", Set.of(Role.COMPLIANCE_OFFICER), null));
    }
}
