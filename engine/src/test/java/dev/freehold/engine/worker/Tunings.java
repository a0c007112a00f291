package dev.freehold.engine.worker;

import java.util.List;

/** Knobs for tests. */
public final class Tunings {
    private Tunings() {}

    /** Enough for the tiny encoder, in about a second. */
    public static TuningParameters quick() {
        return new TuningParameters(4, 8, 0.05, List.of("query", "value"), 1e-2, 6, 16, 32, 0.1, 0.01, 1.0, 0.15, 6);
    }
}
