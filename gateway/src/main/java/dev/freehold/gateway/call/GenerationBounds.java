package dev.freehold.gateway.call;

import java.time.Duration;

/**
 * The limits of generated texts.
 *
 * @param maxTokens most tokens that one call may have written
 * @param timeout longest time for the whole of a text
 * @param pause longest wait for a stream's next piece
 * @param patience longest wait for a caller to take a piece
 */
public record GenerationBounds(int maxTokens, Duration timeout, Duration pause, Duration patience) {
    private static final int MOST_TOKENS = 131_072;

    public GenerationBounds {
        if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
            throw new IllegalArgumentException(
                    "freehold.gateway.max-tokens is 1 to " + MOST_TOKENS + ", not " + maxTokens);
        }
        within("freehold.gateway.generation-timeout", timeout, Duration.ofHours(1));
        within("freehold.gateway.generation-pause", pause, Duration.ofMinutes(10));
        within("freehold.gateway.reader-patience", patience, Duration.ofMinutes(10));
    }

    private static void within(String key, Duration value, Duration most) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + " is 1 ms to " + most.toMinutes() + " min");
        }
    }
}
