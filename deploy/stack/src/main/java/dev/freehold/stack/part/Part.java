package dev.freehold.stack.part;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One process of the stack. */
public interface Part {
    /** As {@code status} and the log's file name it. */
    String name();

    /** The port that it serves, on 127.0.0.1. */
    int port();

    /** Parts that must be ready before it is started. */
    Set<String> after();

    /** Writes what its process reads; called before each start. */
    default void prepare() throws IOException {}

    List<String> command() throws IOException;

    default Map<String, String> environment() throws IOException {
        return Map.of();
    }

    /** Whether it does its work; answers within seconds. */
    boolean ready();

    /** What is missing, in a sentence, where it is not ready and says so. */
    default String complaint() {
        return "";
    }

    /** Sets up what only a running process can be asked for; called after each start, and finds its work done. */
    default void settle() throws IOException {}

    default Duration longestStart() {
        return Duration.ofMinutes(3);
    }
}
