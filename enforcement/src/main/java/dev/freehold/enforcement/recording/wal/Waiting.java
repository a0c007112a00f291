package dev.freehold.enforcement.recording.wal;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An event whose caller waits for the disk: it is answered once, or given up once, never both. */
final class Waiting {
    private static final Written GIVEN_UP = new Written.Refused("the disk took too long to take an event");

    private final Draft draft;
    private final AtomicReference<@Nullable Written> answer = new AtomicReference<>();
    private final CountDownLatch answered = new CountDownLatch(1);

    Waiting(Draft draft) {
        this.draft = draft;
    }

    Draft draft() {
        return draft;
    }

    AuditEvent event() {
        return draft.event();
    }

    boolean givenUp() {
        return GIVEN_UP.equals(answer.get());
    }

    /**
     * Answers the caller.
     *
     * @return false if it has given up and will act as if the event had not been recorded
     */
    boolean answer(Written written) {
        boolean first = answer.compareAndSet(null, written);
        answered.countDown();
        return first;
    }

    /**
     * Waits for the answer.
     *
     * @throws RecordingUnavailable if the event was refused, or the wait was too long or interrupted
     */
    Written.Durable await(Duration patience) {
        try {
            if (!answered.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                answer(GIVEN_UP);
            }
        } catch (InterruptedException e) {
            answer(GIVEN_UP);
            Thread.currentThread().interrupt();
        }
        Written written = answer.get();
        if (written instanceof Written.Durable durable) {
            return durable;
        }
        throw new RecordingUnavailable(written instanceof Written.Refused refused ? refused.reason() : "no answer");
    }
}
