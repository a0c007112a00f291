package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.gateway.call.FrontDoor;
import jakarta.ws.rs.Path;

/** OpenAI's fine-tuning jobs, below /v1/fine_tuning/jobs. */
@Path("/v1/fine_tuning/jobs{rest: (/.*)?}")
public class FineTuningResource extends FineTuningRoom {
    FineTuningResource(FrontDoor door, FineTuningSurface surface) {
        super(door, surface);
    }
}
