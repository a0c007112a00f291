package dev.freehold.gateway.generation;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.gateway.call.GenerationBounds;
import dev.freehold.gateway.call.GovernedCall;
import dev.freehold.gateway.call.Place;
import dev.freehold.gateway.http.Answer;
import dev.freehold.gateway.stream.GovernedStream;
import dev.freehold.gateway.stream.Line;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Sends a text's request down one of the two governed paths: answered whole, or piece by piece. */
@Singleton
final class Delivered {
    private final GovernedCall whole;
    private final GovernedStream stream;
    private final GenerationBounds limits;

    Delivered(GovernedCall whole, GovernedStream stream, GenerationBounds limits) {
        this.whole = whole;
        this.stream = stream;
        this.limits = limits;
    }

    /**
     * @param body the request's exact bytes
     * @param request the caller's end, for a stream
     */
    Answer answer(Caller caller, Writing writing, byte[] body, Place place, HttpServerRequest request) {
        return writing.delivery().stream()
                ? stream.answer(caller, writing, body, new Line(place, new Requested(request), limits))
                : whole.answer(caller, writing, body);
    }

    private record Requested(HttpServerRequest request) implements Line.Connection {
        @Override
        public boolean gone() {
            return request.response().closed();
        }

        @Override
        public void cut() {
            request.connection().close();
        }
    }
}
