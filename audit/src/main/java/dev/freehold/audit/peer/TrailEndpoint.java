package dev.freehold.audit.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.audit.trail.TrailProblems;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.InternalRequest;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.audit.AuditPaths;
import dev.freehold.enforcement.peer.audit.Covered;
import dev.freehold.enforcement.peer.audit.ProofReply;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** The trail for a console in another process; each reading is decided and recorded here, in its reader's name. */
@Path(AuditPaths.ROOT + "trail")
@Produces(MediaType.APPLICATION_JSON)
public class TrailEndpoint {
    private static final int LONGEST_QUERY = 16 << 10;
    private final InternalRequest request;
    private final AuditTrail trail;

    @Inject
    public TrailEndpoint(InternalRequest request, AuditTrail trail) {
        this.request = request;
        this.trail = trail;
    }

    @POST
    @Path("search")
    public byte[] search(InputStream body) throws IOException {
        Caller caller = caller();
        TrailQuery query;
        try {
            query = Json.read(body.readNBytes(LONGEST_QUERY), TrailQuery.class);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(TrailProblems.QUERY_INVALID, String.valueOf(e.getMessage()));
        }
        return json(trail.search(caller, query));
    }

    @GET
    @Path("entries/{id}")
    public byte[] open(@PathParam("id") String id) {
        TrailRecord record = trail.open(caller(), id).orElseThrow(TrailEndpoint::unknown);
        return json(record);
    }

    @GET
    @Path("entries/{id}/check")
    public byte[] check(@PathParam("id") String id) {
        ProofCheck check = trail.check(caller(), id).orElseThrow(TrailEndpoint::unknown);
        return json(ProofReply.of(check));
    }

    @GET
    @Path("size")
    public byte[] size() {
        return json(new Covered(trail.size(caller())));
    }

    private Caller caller() {
        return request.callerFrom(ServiceName.CONSOLE);
    }

    private static ProblemException unknown() {
        return new ProblemException(TrailProblems.ENTRY_UNKNOWN, "No entry has that id.");
    }

    private static byte[] json(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer of the trail is JSON", e);
        }
    }
}
