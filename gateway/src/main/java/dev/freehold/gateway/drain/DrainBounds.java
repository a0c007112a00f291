package dev.freehold.gateway.drain;

import java.time.Duration;

/**
 * How long a gateway takes to go away.
 *
 * @param delay time in which it says that it is not ready and answers as before, so that whoever sends it calls notices
 * @param timeout longest time after that for the calls in flight to end
 */
record DrainBounds(Duration delay, Duration timeout) {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    DrainBounds {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("freehold.gateway.drain-delay is 0 to 1 min, not " + delay);
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("freehold.gateway.drain-timeout is 1 s to 1 h, not " + timeout);
        }
    }
}
