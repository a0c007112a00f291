package dev.freehold.engine.worker;

/** Who watches a tuning, on the thread that asked for it; what it throws ends the worker and is thrown on. */
public interface TuningWatch {
    /** A step was taken. */
    void step(TuningProgress step);

    /** A snapshot was saved, where the request asks for any. The worker goes on meanwhile and does not look at it again. */
    default void snapshot(SavedSnapshot snapshot) {
        // Only who asks for snapshots has to hear of them.
    }
}
