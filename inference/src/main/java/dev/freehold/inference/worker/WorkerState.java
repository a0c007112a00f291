package dev.freehold.inference.worker;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where the worker stands. Losses count those in a row without an answer between them. */
public sealed interface WorkerState {
    int losses();

    /** No process: none was needed yet, the last one was idle, or it was lost once. */
    record Stopped(int losses) implements WorkerState {}

    /**
     * @param loaded handles in memory
     */
    record Running(ModelWorker worker, Set<String> loaded, int losses) implements WorkerState {
        public Running {
            loaded = Set.copyOf(loaded);
        }

        Running with(String handle) {
            Set<String> more = new LinkedHashSet<>(loaded);
            more.add(handle);
            return new Running(worker, more, losses);
        }

        Running answered() {
            return losses == 0 ? this : new Running(worker, loaded, 0);
        }
    }

    /** Lost twice or more in a row: not started again before {@code until}. */
    record CoolingDown(Instant until, int losses) implements WorkerState {}
}
