package dev.freehold.inference.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where the worker stands. Losses count those in a row without an answer between them. */
public sealed interface WorkerState {
    int losses();

    /** No process: none was needed yet, the last one was idle, or it was lost once. */
    record Stopped(int losses) implements WorkerState {}

    /**
     * @param loaded handles in memory; the one that was used last comes last
     */
    record Running(ModelWorker worker, List<String> loaded, int losses) implements WorkerState {
        public Running {
            loaded = List.copyOf(loaded);
        }

        Running using(String handle) {
            List<String> order = new ArrayList<>(loaded);
            order.remove(handle);
            order.add(handle);
            return new Running(worker, order, losses);
        }

        Running without(String handle) {
            List<String> order = new ArrayList<>(loaded);
            order.remove(handle);
            return new Running(worker, order, losses);
        }

        Running answered() {
            return losses == 0 ? this : new Running(worker, loaded, 0);
        }
    }

    /** Lost twice or more in a row: not started again before {@code until}. */
    record CoolingDown(Instant until, int losses) implements WorkerState {}
}
