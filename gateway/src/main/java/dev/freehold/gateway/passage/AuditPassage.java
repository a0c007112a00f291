package dev.freehold.gateway.passage;

import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.Path;

/** The audit service's API, where that is another process. */
@Path("/api/audit{rest: (/.*)?}")
@EndpointDisabled(name = "freehold.peer.audit.url", stringValue = "", disableIfMissing = true)
public class AuditPassage extends PassageRoom {
    AuditPassage(Passage passage) {
        super(passage, ServiceName.AUDIT);
    }
}
