package dev.freehold.registry.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value read from the database and kept in memory, which is not answered for past an age. */
public final class Remembered<T> {
    private final Supplier<T> source;
    private final InstantSource clock;
    private final Duration maxAge;
    private volatile @Nullable Reading<T> last;

    /**
     * A value, and when the database was asked for it.
     */
    public record Reading<T>(T value, Instant asked) {}

    public Remembered(Supplier<T> source, InstantSource clock, Duration maxAge) {
        this.source = source;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /** Reads again. One reading at a time, so that an older one never replaces a newer. */
    public synchronized void refresh() {
        // The age counts from before the question: what changed while it was answered may be missing.
        Instant asked = clock.instant();
        last = new Reading<>(source.get(), asked);
    }

    /** The value, if it is young enough to be relied on. */
    public Optional<T> fresh() {
        return reading().map(Reading::value);
    }

    /** The value with its time, if it is young enough to be relied on. */
    public Optional<Reading<T>> reading() {
        Reading<T> reading = last;
        if (reading == null || reading.asked().plus(maxAge).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(reading);
    }

    /** Why there is no fresh value, for the one whose call is refused. */
    public String staleness() {
        Reading<T> reading = last;
        return reading == null
                ? "the registry has not read its database yet"
                : "the registry last read its database at " + reading.asked() + ", longer ago than " + maxAge;
    }
}
