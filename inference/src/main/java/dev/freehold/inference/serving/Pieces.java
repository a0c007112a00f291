package dev.freehold.inference.serving;

import dev.freehold.contracts.inference.TextSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A text on its way from the worker's thread to the caller's. The worker never waits for a reader: all who stand in line behind
 * this call would.
 */
final class Pieces {
    /** More than any model writes; a reader that is so far behind is taken to be gone. */
    private static final int MOST = 1 << 16;

    private final BlockingQueue<Optional<String>> pieces = new LinkedBlockingQueue<>(MOST);
    private volatile boolean unwanted;

    /** Takes a piece from the worker; false once nobody wants more. */
    boolean take(String piece) {
        return !unwanted && pieces.offer(Optional.of(piece));
    }

    /** The same call; however it ends, no piece follows. */
    <T> Callable<T> endedBy(Callable<T> call) {
        return () -> {
            try {
                return call.call();
            } finally {
                if (!pieces.offer(Optional.empty())) {
                    // The reader is hopelessly behind: it runs out of patience by itself.
                    leave();
                }
            }
        };
    }

    /** Wants no more: the generation ends at its next piece. */
    void leave() {
        unwanted = true;
    }

    /**
     * Hands the pieces on, on this thread, until the end.
     *
     * @param patience longest wait for the next piece, the first one's with its turn in line
     * @throws CallLine.NoAnswer if that was too long, or the thread was interrupted
     */
    void tell(TextSink sink, Duration patience) throws CallLine.NoAnswer {
        boolean wanted = true;
        while (true) {
            Optional<String> next;
            try {
                next = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallLine.NoAnswer("the caller left");
            }
            if (next == null) {
                throw new CallLine.NoAnswer("no answer within " + patience.toSeconds() + " s");
            }
            if (next.isEmpty()) {
                return;
            }
            if (wanted && !sink.accept(next.get())) {
                wanted = false;
                leave();
            }
        }
    }
}
