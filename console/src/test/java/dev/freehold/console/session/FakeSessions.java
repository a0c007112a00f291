package dev.freehold.console.session;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.identity.TenantId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;

/** Knows a session for each role, named like the role; "nobody-knows" cannot be told. */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeSessions implements Sessions {
    public static final String OFFICER = "compliance-officer";

    @Override
    public Authentication resolve(AccessKey sessionToken) {
        String name = sessionToken.reveal();
        if (name.equals("nobody-knows")) {
            return new Authentication.Unavailable("The list of sessions cannot be read.");
        }
        try {
            Role role = Role.of(name);
            return new Authentication.Known(new Caller(new TenantId("default"), "jane", "browser", Set.of(role), null));
        } catch (IllegalArgumentException e) {
            return new Authentication.Unknown();
        }
    }

    @Override
    public void end(AccessKey sessionToken) {
        // Names of roles never end.
    }
}
