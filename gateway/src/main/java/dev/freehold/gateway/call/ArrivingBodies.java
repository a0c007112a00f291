package dev.freehold.gateway.call;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the bodies of calls in on the event loop, so that a call has its whole body before it has a thread: a slow sender holds
 * none, and a fast one does not wake a waiting thread for each piece.
 *
 * <p>Only bodies that say their length, and only as many bytes at a time as all calls in flight may have. Any other body is
 * read by its own thread once its key was seen ({@link FrontDoor}), which also refuses what is too long.
 */
@ApplicationScoped
class ArrivingBodies {
    /** After those of Quarkus that concern every answer's headers, before any route. */
    private static final int PRIORITY = 10;

    private static final String TIMER = ArrivingBodies.class.getName();
    private final CallThreads threads;
    private final BodyHandler reader;
    private final int longestBody;
    private final long patienceMillis;
    private final AtomicLong room;

    ArrivingBodies(Bounds bounds, CallThreads threads) {
        this.threads = threads;
        this.longestBody = bounds.maxBody();
        this.patienceMillis = bounds.bodyTimeout().toMillis();
        this.room = new AtomicLong((long) bounds.maxBody() * bounds.maxConcurrent());
        this.reader = BodyHandler.create(false).setBodyLimit(longestBody);
    }

    void register(@Observes Filters filters) {
        filters.register(this::arrive, PRIORITY);
        filters.register(this::arrived, PRIORITY - 1);
    }

    private void arrive(RoutingContext call) {
        long length = isCall(call.request()) ? length(call.request()) : -1;
        if (length < 1 || length > longestBody || !reserve(length)) {
            call.next();
            return;
        }
        call.addEndHandler(ended -> room.addAndGet(length));
        long timer = call.vertx()
                .setTimer(
                        patienceMillis,
                        late -> call.request().connection().close().onComplete(closed -> {}));
        call.put(TIMER, timer);
        reader.handle(call);
    }

    private void arrived(RoutingContext call) {
        Long timer = call.remove(TIMER);
        if (timer == null) {
            call.next();
            return;
        }
        call.vertx().cancelTimer(timer);
        threads.next(call);
    }

    /**
     * A JSON body of the OpenAI surface: a form's parts are read by whoever stores them. Not over HTTP/2, whose requests
     * cannot be handed on once they were read.
     */
    private static boolean isCall(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return HttpMethod.POST.equals(request.method())
                && request.version() != HttpVersion.HTTP_2
                && request.path().startsWith("/v1/")
                && type != null
                && type.startsWith("application/json");
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Bytes that may still come in. */
    long room() {
        return room.get();
    }

    private boolean reserve(long length) {
        if (room.addAndGet(-length) >= 0) {
            return true;
        }
        room.addAndGet(length);
        return false;
    }
}
