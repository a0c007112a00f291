package dev.freehold.gateway.passage;

import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.Path;

/** The registry's API, where the registry is another process. */
@Path("/api/registry{rest: (/.*)?}")
@EndpointDisabled(name = "freehold.peer.registry.url", stringValue = "", disableIfMissing = true)
public class RegistryPassage extends PassageRoom {
    RegistryPassage(Passage passage) {
        super(passage, ServiceName.REGISTRY);
    }
}
