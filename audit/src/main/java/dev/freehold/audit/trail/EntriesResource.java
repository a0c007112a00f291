package dev.freehold.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.http.Authenticated;
import dev.freehold.enforcement.http.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail over HTTP: lists of entries, and one entry with its exact bytes and its proof. */
@Authenticated
@Path("/api/audit/entries")
public class EntriesResource {
    /**
     * One page of a search.
     *
     * @param next the {@code before} of the page that follows; absent on the last
     */
    record Page(List<TrailEntry> entries, @Nullable Long next) {}

    private final GovernedTrail trail;
    private final CurrentCaller caller;

    @Inject
    public EntriesResource(GovernedTrail trail, CurrentCaller caller) {
        this.trail = trail;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] search(@Context UriInfo uri) {
        TrailQuery query = QueryParameters.read(uri.getQueryParameters());
        List<TrailEntry> entries = trail.search(caller.get(), query);
        boolean full = entries.size() == query.limit();
        return json(new Page(entries, full ? entries.get(entries.size() - 1).index() : null));
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] entry(@PathParam("id") String id) {
        return json(open(id).entry());
    }

    @GET
    @Path("{id}/leaf")
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] leaf(@PathParam("id") String id) {
        return open(id).leaf();
    }

    @GET
    @Path("{id}/proof")
    @Produces(MediaType.TEXT_PLAIN)
    public byte[] proof(@PathParam("id") String id) {
        return open(id).proof();
    }

    private TrailRecord open(String id) {
        return trail.open(caller.get(), id)
                .orElseThrow(() -> new ProblemException(TrailProblems.ENTRY_UNKNOWN, "No entry has that id."));
    }

    private static byte[] json(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer of the trail is JSON", e);
        }
    }
}
