package dev.freehold.gateway.passage;

import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.Path;

/** The fine-tuning service's API, where that is another process. */
@Path("/api/finetune{rest: (/.*)?}")
@EndpointDisabled(name = "freehold.peer.finetune-service.url", stringValue = "", disableIfMissing = true)
public class FinetunePassage extends PassageRoom {
    FinetunePassage(Passage passage) {
        super(passage, ServiceName.FINETUNE_SERVICE);
    }
}
