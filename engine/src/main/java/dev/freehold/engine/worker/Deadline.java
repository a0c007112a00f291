package dev.freehold.engine.worker;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A limit of time: unless closed before, it does what it was given to do, once. */
final class Deadline implements AutoCloseable {
    private static final ScheduledExecutorService CLOCK = clock();
    private final Duration limit;
    private final AtomicBoolean passed = new AtomicBoolean();
    private final ScheduledFuture<?> pending;

    private Deadline(Duration limit, Runnable then) {
        this.limit = limit;
        this.pending = CLOCK.schedule(
                () -> {
                    passed.set(true);
                    then.run();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static Deadline in(Duration limit, Runnable then) {
        return new Deadline(limit, then);
    }

    boolean passed() {
        return passed.get();
    }

    Duration limit() {
        return limit;
    }

    @Override
    public void close() {
        pending.cancel(false);
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "engine-worker-deadline");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
