package dev.freehold.inference.worker;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: a process that holds models and answers one call after the other. */
public interface ModelWorker extends AutoCloseable {
    /**
     * Takes a model into memory.
     *
     * @param adapter change to the base; absent for the base alone
     */
    void load(String handle, Path base, @Nullable Path adapter) throws WorkerRefused, WorkerLost;

    /** Frees what a handle holds. */
    void unload(String handle) throws WorkerRefused, WorkerLost;

    Vectors embed(String handle, List<String> texts) throws WorkerRefused, WorkerLost;

    Classes classify(String handle, List<String> texts) throws WorkerRefused, WorkerLost;

    boolean alive();

    /** Ends the process, at once if it does not go by itself. */
    @Override
    void close();

    /**
     * @param rows one vector a text, in the order of the texts
     */
    record Vectors(List<float[]> rows, long promptTokens) {
        public Vectors {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param rows the labels' probabilities, one array a text, in the order of the texts
     */
    record Classes(List<String> labels, List<float[]> rows, long promptTokens) {
        public Classes {
            labels = List.copyOf(labels);
            rows = List.copyOf(rows);
        }
    }

    /** Port: starts workers. */
    interface Source {
        ModelWorker start() throws WorkerLost;
    }
}
