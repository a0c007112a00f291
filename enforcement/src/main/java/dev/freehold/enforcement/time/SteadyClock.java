package dev.freehold.enforcement.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock for ages: it goes on evenly from when it was made, whatever the wall's clock is set to meanwhile. By a wall's clock that
 * is set back, what is too old to be relied on becomes young again.
 */
public final class SteadyClock implements InstantSource {
    /** The one of this process: ages that are compared were taken from the same. */
    public static final InstantSource OF_THIS_PROCESS = new SteadyClock(InstantSource.system(), System::nanoTime);

    private final Instant started;
    private final LongSupplier nanoseconds;
    private final long startedAt;

    /**
     * @param wall asked once, for where to begin
     * @param nanoseconds counts them from anywhere, evenly
     */
    SteadyClock(InstantSource wall, LongSupplier nanoseconds) {
        this.started = wall.instant();
        this.nanoseconds = nanoseconds;
        this.startedAt = nanoseconds.getAsLong();
    }

    @Override
    public Instant instant() {
        return started.plusNanos(nanoseconds.getAsLong() - startedAt);
    }
}
