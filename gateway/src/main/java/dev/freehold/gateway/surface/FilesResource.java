package dev.freehold.gateway.surface;

import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.gateway.call.FrontDoor;
import jakarta.ws.rs.Path;

/** OpenAI's files, below /v1/files. */
@Path("/v1/files{rest: (/.*)?}")
public class FilesResource extends FineTuningRoom {
    FilesResource(FrontDoor door, FineTuningSurface surface) {
        super(door, surface);
    }
}
