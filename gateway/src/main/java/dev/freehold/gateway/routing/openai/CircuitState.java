package dev.freehold.gateway.routing.openai;

import java.time.Instant;

/** Where a circuit stands. */
sealed interface CircuitState {
    /** Calls go through. */
    record Closed(int failures) implements CircuitState {}

    /** Nothing goes through before {@code until}; then one call does. */
    record Open(Instant until) implements CircuitState {}

    /** One call is on its way to find out; all others are sent away. */
    record Trying() implements CircuitState {}
}
