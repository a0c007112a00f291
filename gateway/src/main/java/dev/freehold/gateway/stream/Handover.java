package dev.freehold.gateway.stream;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.TextSink;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands pieces from the thread that runs a model to the one that sends them, one at a time: nothing piles up, and a model
 * goes no further than its reader.
 */
final class Handover implements TextSink {
    private static final long SLICE_MILLIS = 100;

    private final SynchronousQueue<Event> queue = new SynchronousQueue<>();
    private final Duration patience;
    private final Runnable abandoned;
    private volatile boolean cancelled;
    private volatile boolean closed;

    /**
     * @param patience longest wait for the reader
     * @param abandoned runs on the model's thread if the reader never came for something
     */
    Handover(Duration patience, Runnable abandoned) {
        this.patience = patience;
        this.abandoned = abandoned;
    }

    sealed interface Event {
        record Piece(String text) implements Event {
            @Override
            public String toString() {
                return "Piece[" + text.length() + " characters]";
            }
        }

        record End(InferenceResult<Generated> result) implements Event {}
    }

    @Override
    public boolean accept(String piece) {
        return !cancelled && offer(new Event.Piece(piece));
    }

    void end(InferenceResult<Generated> result) {
        offer(new Event.End(result));
    }

    /** The next event; absent if none came in time. */
    @Nullable
    Event next(Duration wait) throws InterruptedException {
        return queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes no more pieces, and waits for what the model says at last. */
    @Nullable
    InferenceResult<Generated> cancel(Duration wait) throws InterruptedException {
        cancelled = true;
        long deadline = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < deadline) {
            if (next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))) instanceof Event.End end) {
                return end.result();
            }
        }
        return null;
    }

    /** Nobody comes for anything any more. */
    void close() {
        cancelled = true;
        closed = true;
    }

    private boolean offer(Event event) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!closed && System.nanoTime() < deadline) {
                if (queue.offer(event, SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
                if (cancelled && event instanceof Event.Piece) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!closed) {
            close();
            abandoned.run();
        }
        return false;
    }
}
