package dev.freehold.audit.trail;

import dev.freehold.audit.ledger.tile.TilePath;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The caller's own log, file by file, as c2sp.org/tlog-tiles lays it out: what a verifier reads. */
@Authenticated
@Path("/api/audit")
public class LogResource {
    private final GovernedTrail trail;
    private final CurrentCaller caller;

    @Inject
    public LogResource(GovernedTrail trail, CurrentCaller caller) {
        this.trail = trail;
        this.caller = caller;
    }

    @GET
    @Path("checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    public byte[] checkpoint() {
        return trail.checkpoint(caller.get()).orElseThrow(LogResource::unknown);
    }

    @GET
    @Path("tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] tile(@PathParam("path") String path) {
        TilePath tile;
        try {
            tile = TilePath.parse("tile/" + path);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        return trail.file(caller.get(), tile).orElseThrow(LogResource::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(TrailProblems.LOG_FILE_UNKNOWN, "No checkpoint of this log covers such a file.");
    }
}
