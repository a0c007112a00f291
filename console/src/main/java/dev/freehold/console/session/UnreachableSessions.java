package dev.freehold.console.session;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Sessions;

/** Stands in where nothing in this process knows sessions: nobody gets in. */
public class UnreachableSessions implements Sessions {
    @Override
    public Authentication resolve(AccessKey sessionToken) {
        return new Authentication.Unavailable("This process has nothing that signs people in.");
    }

    @Override
    public void end(AccessKey sessionToken) {
        // There is none to end.
    }
}
