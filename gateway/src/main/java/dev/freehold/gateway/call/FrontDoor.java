package dev.freehold.gateway.call;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.gateway.http.Answer;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.PacedBody;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.Reply;
import dev.freehold.gateway.http.RequestBody;
import dev.freehold.gateway.identity.apikey.ApiKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where each request to the OpenAI surface comes in: first the key, then the body, then a place among the calls in flight. */
@ApplicationScoped
public class FrontDoor {
    private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());
    private final ApiKeys keys;
    private final Bounds bounds;
    private final Semaphore places;
    private final FairPlaces passing;

    FrontDoor(ApiKeys keys, Bounds bounds) {
        this.keys = keys;
        this.bounds = bounds;
        this.places = new Semaphore(bounds.maxConcurrent());
        this.passing = new FairPlaces(bounds.maxConcurrent(), Math.max(2, bounds.maxConcurrent() / 4));
    }

    /** Lets a request without a body in. */
    public Response enter(HttpHeaders headers, BiFunction<Caller, byte[], Reply> room) {
        return enter(headers, InputStream.nullInputStream(), room);
    }

    /** Lets a request in, or answers why not; its room answers whole. */
    public Response enter(HttpHeaders headers, InputStream body, BiFunction<Caller, byte[], Reply> room) {
        return enterRoom(headers, body, (caller, bytes, place) -> room.apply(caller, bytes));
    }

    /**
     * Lets a request in, or answers why not.
     *
     * @param room takes the proved caller and the body's bytes
     */
    public Response enterRoom(HttpHeaders headers, InputStream body, Room room) {
        try {
            Caller caller = keys.caller(headers.getRequestHeader(HttpHeaders.AUTHORIZATION));
            byte[] bytes = RequestBody.read(body, bounds.maxBody(), bounds.bodyTimeout());
            return seated(place -> room.answer(caller, bytes, place)).toResponse();
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (RuntimeException bug) {
            return broken(bug);
        }
    }

    /** Lets a request in whose body its room reads by itself. */
    public Response pass(HttpHeaders headers, Function<Caller, Answer> room) {
        try {
            Caller caller = keys.caller(headers.getRequestHeader(HttpHeaders.AUTHORIZATION));
            return passed(caller, () -> seated(place -> room.apply(caller))).toResponse();
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (RuntimeException bug) {
            return broken(bug);
        }
    }

    /** A body that its room reads by itself, and that is given up if it comes too slowly. */
    public InputStream paced(InputStream body) {
        return new PacedBody(body, bounds.bodyTimeout());
    }

    private static Response refused(Refusal refusal) {
        return Reply.of(refusal.error(), null, Map.of(Reply.REQUEST_ID, newRequestId()))
                .toResponse();
    }

    /** Where a proved caller's request is answered. */
    public interface Room {
        /**
         * @param place to be kept by an answer that is not whole when this returns
         */
        Answer answer(Caller caller, byte[] body, Place place);
    }

    /** Its body comes while it has a place: no caller may have them all. */
    private Answer passed(Caller caller, Supplier<Answer> work) {
        if (!passing.take(caller)) {
            throw new Refusal(OpenAiErrors.overloaded());
        }
        try {
            return work.get();
        } finally {
            passing.giveBack(caller);
        }
    }

    private Answer seated(Function<Place, Answer> work) {
        if (!places.tryAcquire()) {
            throw new Refusal(OpenAiErrors.overloaded());
        }
        Place place = new Place(places);
        try {
            return work.apply(place);
        } finally {
            place.answered();
        }
    }

    /** Logs where it broke, not what the exception says: that could quote a prompt. */
    private static Response broken(RuntimeException bug) {
        String id = newRequestId();
        StackTraceElement[] trace = bug.getStackTrace();
        LOG.log(
                System.Logger.Level.ERROR,
                "request {0} broke with {1} at {2}",
                id,
                bug.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        return Reply.of(OpenAiErrors.internal(), null, Map.of(Reply.REQUEST_ID, id))
                .toResponse();
    }

    private static String newRequestId() {
        return UUID.randomUUID().toString();
    }
}
