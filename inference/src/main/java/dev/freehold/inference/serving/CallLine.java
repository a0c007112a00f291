package dev.freehold.inference.serving;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls in one line, before one thread. A caller who stops waiting leaves the line; a call that has begun is finished all the
 * same, so that one impatient caller does not throw away a start or a load that the next one needs.
 */
final class CallLine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallLine.class.getName());
    private final ScheduledThreadPoolExecutor thread;
    private final Semaphore places;
    private final Duration patience;

    /**
     * @param waiting most calls that wait while one is answered
     * @param patience longest time that a caller waits, in line and for the answer together
     */
    CallLine(int waiting, Duration patience) {
        this.places = new Semaphore(waiting + 1);
        this.patience = patience;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread worker = new Thread(work, "freehold-inference");
            worker.setDaemon(true);
            return worker;
        });
        this.thread.setRemoveOnCancelPolicy(true);
    }

    /** The line is full, or the answer took longer than a caller waits. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String cause) {
            super(cause);
        }
    }

    /**
     * Waits for its turn and for the answer.
     *
     * @throws ExecutionException with what the call itself threw
     */
    <T> T call(Callable<T> call) throws NoAnswer, ExecutionException {
        return call(call, () -> {});
    }

    /** What a caller does while its call waits and is answered. */
    interface Meanwhile {
        void run() throws NoAnswer;
    }

    /**
     * Waits for its turn and for the answer, and does something meanwhile.
     *
     * @throws ExecutionException with what the call itself threw
     */
    <T> T call(Callable<T> call, Meanwhile meanwhile) throws NoAnswer, ExecutionException {
        if (!places.tryAcquire()) {
            throw new NoAnswer("the line is full");
        }
        Future<T> answer = thread.submit(call);
        try {
            meanwhile.run();
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the caller left");
        } finally {
            answer.cancel(false);
            places.release();
        }
    }

    int placesLeft() {
        return places.availablePermits();
    }

    /** Does something again and again, between calls. */
    void between(Runnable chore, Duration pause) {
        Future<?> unused = thread.scheduleWithFixedDelay(
                () -> survive(chore), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The executor drops a repeated task for good once it throws. */
    private static void survive(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a chore between calls failed", e);
        }
    }

    /** Does something once, when its turn comes. */
    void once(Runnable chore) {
        thread.execute(chore);
    }

    /** Sends everybody away and waits a moment for the call that has begun. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a call did not end with its worker");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
