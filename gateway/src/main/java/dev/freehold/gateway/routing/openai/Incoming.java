package dev.freehold.gateway.routing.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer whose bytes come from the event loop to a thread that may be slower: it is asked for no more than that takes. */
final class Incoming {
    private static final int AHEAD = 8;
    private static final byte[] END = {};
    private final HttpClientResponse response;
    /** Room for all that was asked for, the end and a failure: adding never waits. */
    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(AHEAD + 2);

    private volatile @Nullable Throwable failure;

    private Incoming(HttpClientResponse response) {
        this.response = response;
    }

    /** To be called on the event loop, before any byte is handled. */
    static Incoming of(HttpClientResponse response) {
        Incoming incoming = new Incoming(response);
        response.pause();
        response.handler(incoming::arrived);
        response.endHandler(end -> incoming.arrived.offer(END));
        response.exceptionHandler(incoming::broke);
        response.fetch(AHEAD);
        return incoming;
    }

    int status() {
        return response.statusCode();
    }

    /**
     * Waits for the next bytes.
     *
     * @return empty at the end
     */
    byte[] next(Duration silence) throws ServerFailed {
        byte[] bytes;
        try {
            bytes = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("nobody waited for its answer");
        }
        if (bytes == null) {
            throw new ServerFailed("its stream was silent for " + silence);
        }
        Throwable broken = failure;
        if (bytes.length == 0 && broken != null) {
            throw new ServerFailed("its stream broke: " + broken.getClass().getSimpleName());
        }
        response.fetch(1);
        return bytes;
    }

    private void arrived(Buffer buffer) {
        if (buffer.length() > 0) {
            arrived.add(buffer.getBytes());
        } else {
            response.fetch(1);
        }
    }

    private void broke(Throwable cause) {
        failure = cause;
        arrived.offer(END);
    }
}
