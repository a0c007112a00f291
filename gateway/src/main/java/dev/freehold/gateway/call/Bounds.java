package dev.freehold.gateway.call;

import java.time.Duration;

/**
 * The limits of one gateway process.
 *
 * @param maxBody most bytes of a request
 * @param maxInputs most texts in one call
 * @param maxCharacters most UTF-16 units of one text
 * @param maxConcurrent most calls in flight
 * @param upstreamTimeout longest wait for a model's answer
 * @param bodyTimeout longest time that a request's body may take to arrive
 */
public record Bounds(
        int maxBody,
        int maxInputs,
        int maxCharacters,
        int maxConcurrent,
        Duration upstreamTimeout,
        Duration bodyTimeout) {
    private static final int LARGEST_BODY = 16 << 20;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    public Bounds {
        within("freehold.gateway.max-body", maxBody, LARGEST_BODY);
        within("freehold.gateway.max-inputs", maxInputs, 2048);
        within("freehold.gateway.max-characters", maxCharacters, 1_000_000);
        within("freehold.gateway.max-concurrent", maxConcurrent, 1024);
        within("freehold.gateway.upstream-timeout", upstreamTimeout);
        within("freehold.gateway.body-timeout", bodyTimeout);
    }

    private static void within(String key, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(key + " is 1 ms to 10 min");
        }
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(key + " is 1 to " + most + ", not " + value);
        }
    }
}
