package dev.freehold.inference.worker;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.TextSink;
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

    /**
     * Writes a text.
     *
     * @param pieces told of each piece, on this thread; false ends the text there
     */
    Written generate(String handle, GenerationRequest request, TextSink pieces) throws WorkerRefused, WorkerLost;

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

    /** A whole text, with the tokens of its prompt. */
    record Written(Generated generated, long promptTokens) {}

    /** Port: starts workers. */
    interface Source {
        ModelWorker start() throws WorkerLost;
    }
}
