package dev.freehold.registry.memory;

import java.util.Optional;

/** Something kept in memory that is read again after each change and at regular times. */
public interface Refreshed {
    /** Reads again. */
    void refresh();

    /** Why it cannot be relied on at present, one sentence; empty while it can. */
    Optional<String> unready();
}
