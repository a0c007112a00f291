package dev.freehold.console.trail.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import dev.freehold.enforcement.peer.audit.AuditPaths;
import dev.freehold.enforcement.peer.audit.Covered;
import dev.freehold.enforcement.peer.audit.ProofReply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads the trail in the name of whoever looks; the audit service decides and records each reading. */
public final class RemoteTrail implements AuditTrail {
    private static final int LONGEST = 8 << 20;
    private static final int NOT_FOUND = 404;
    private final Peer audit;
    private final ProblemType unreachable;

    /**
     * @param unreachable what a page says where the audit service gives no answer
     */
    public RemoteTrail(Peer audit, ProblemType unreachable) {
        this.audit = audit;
        this.unreachable = unreachable;
    }

    @Override
    public List<TrailEntry> search(Caller caller, TrailQuery query) {
        PeerRequest request = PeerRequest.post(AuditPaths.SEARCH, "application/json", json(query), caller);
        return List.of(ask(request, TrailEntry[].class).orElseThrow(this::missing));
    }

    @Override
    public Optional<TrailRecord> open(Caller caller, String id) {
        return ask(PeerRequest.get(AuditPaths.ENTRIES + segment(id), caller), TrailRecord.class);
    }

    @Override
    public Optional<ProofCheck> check(Caller caller, String id) {
        return ask(PeerRequest.get(AuditPaths.ENTRIES + segment(id) + AuditPaths.CHECK, caller), ProofReply.class)
                .map(ProofReply::check);
    }

    @Override
    public long size(Caller caller) {
        return ask(PeerRequest.get(AuditPaths.SIZE, caller), Covered.class)
                .orElseThrow(this::missing)
                .covered();
    }

    private <T> Optional<T> ask(PeerRequest request, Class<T> type) {
        try (PeerReply reply = audit.send(request)) {
            return reply.status() == NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(reply.orRefusal().read(type, LONGEST));
        } catch (IOException e) {
            throw new ProblemException(unreachable, String.valueOf(e.getMessage()));
        }
    }

    private ProblemException missing() {
        return new ProblemException(unreachable, "The audit service has no such address.");
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] json(TrailQuery query) {
        try {
            return Json.MAPPER.writeValueAsBytes(query);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a query is always JSON", e);
        }
    }
}
