package dev.freehold.console.trail;

import dev.freehold.console.trail.http.RemoteTrail;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where no audit service is in this process: that of {@code freehold.peer.audit.url}, else none. */
@Singleton
public class TrailFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    AuditTrail trail(Peers peers) {
        return peers.find(ServiceName.AUDIT)
                .<AuditTrail>map(audit -> new RemoteTrail(audit, UnreachableTrail.UNREACHABLE))
                .orElseGet(UnreachableTrail::new);
    }
}
