package dev.freehold.gateway.passage;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.enforcement.http.ProblemAnswers;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.enforcement.identity.BearerKeys;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.surface.RemoteSurface;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.FairPlaces;
import dev.freehold.gateway.http.PacedBody;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;

/**
 * Passes a request on to the service that owns its address, in the name of the caller whom this gateway proved. Nothing is
 * decided or recorded here: each service does that for its own actions.
 */
@Singleton
public class Passage {
    private static final String ROOT = "api/";
    /** Requests that wait for a service; the answers are bounded by the threads that write them. */
    private static final int MOST = 32;

    /** Of these for one caller: a body that trickles holds its place. */
    private static final int EACH = 8;

    private final ApiKeys keys;
    private final Bounds bounds;
    private final FairPlaces places = new FairPlaces(MOST, EACH);
    private final Map<ServiceName, RemoteSurface> services = new EnumMap<>(ServiceName.class);

    Passage(ApiKeys keys, Peers peers, Bounds bounds) {
        this.keys = keys;
        this.bounds = bounds;
        peers.all().forEach(peer -> services.put(peer.name(), new RemoteSurface(peer, "/" + ROOT, new Documents())));
    }

    Response pass(ServiceName owner, HttpServerRequest request, UriInfo uri, HttpHeaders headers, InputStream body) {
        Caller caller = caller(headers);
        RemoteSurface service = services.get(owner);
        if (service == null) {
            throw new ProblemException(PassageProblems.NO_SUCH_PATH, "No such service is connected to this gateway.");
        }
        if (!places.take(caller)) {
            throw new ProblemException(
                    PassageProblems.BUSY, "There are " + MOST + " already, or " + EACH + " of this caller's.");
        }
        try {
            String method = request.method().name();
            InputStream paced = new PacedBody(body, bounds.bodyTimeout());
            SurfaceReply reply = service.handle(caller, SurfaceDoor.request(ROOT, method, uri, headers, paced));
            return SurfaceDoor.answer(reply, method, () -> request.connection().close());
        } finally {
            places.giveBack(caller);
        }
    }

    private Caller caller(HttpHeaders headers) {
        try {
            return keys.caller(headers.getRequestHeader(HttpHeaders.AUTHORIZATION));
        } catch (Refusal refusal) {
            boolean nobodyCanTell = refusal.error().status() == BearerKeys.IDENTITY_UNAVAILABLE.status();
            throw new ProblemException(
                    nobodyCanTell ? BearerKeys.IDENTITY_UNAVAILABLE : BearerKeys.INVALID_KEY,
                    refusal.error().message());
        }
    }

    private static final class Documents implements RemoteSurface.Refusals {
        @Override
        public SurfaceReply unreachable() {
            return document(PassageProblems.UNREACHABLE, "It did not answer in a way that can be passed on.");
        }

        @Override
        public SurfaceReply noSuchPath() {
            return document(PassageProblems.NO_SUCH_PATH, "The path can be read in two ways.");
        }

        @Override
        public SurfaceReply bodyUnfinished() {
            return document(PassageProblems.BODY_UNFINISHED, "It broke off, or came too slowly.");
        }

        private static SurfaceReply document(ProblemType type, String detail) {
            byte[] body = ProblemAnswers.body(Problem.of(type, detail));
            return new SurfaceReply(
                    type.status(), Map.of("content-type", ProblemAnswers.MEDIA_TYPE), SurfaceReply.Body.of(body));
        }
    }
}
