package dev.freehold.inference.serving;

import java.time.Duration;

/**
 * The limits of one inference process.
 *
 * @param maxLoaded most models in memory at once
 * @param waiting most calls that wait while one is answered
 * @param patience longest time that a caller waits for an answer
 * @param idle time without a call after which the worker is stopped
 * @param warm whether the worker is started with the process, not by its first call
 */
record ServingSettings(int maxLoaded, int waiting, Duration patience, Duration idle, boolean warm) {
    ServingSettings {
        within("freehold.inference.max-loaded", maxLoaded, 64);
        within("freehold.inference.waiting", waiting, 1024);
        within("freehold.inference.patience", patience, Duration.ofMinutes(10));
        within("freehold.inference.idle", idle, Duration.ofDays(1));
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(key + " is 1 to " + most + ", not " + value);
        }
    }

    private static void within(String key, Duration value, Duration most) {
        if (value.compareTo(Duration.ofMillis(10)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + " is 10 ms to " + most + ", not " + value);
        }
    }
}
