package dev.freehold.engine.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line that writes beside an adapter what this engine makes of some texts, so that another engine can be held to
 * it: {@code ExpectedLogits BASE ADAPTER CACHE}, with one text a line on standard input, writes ADAPTER/expected.json.
 */
public final class ExpectedLogits {
    /** Name of the file. */
    public static final String FILE = "expected.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExpectedLogits() {}

    /**
     * What the file holds.
     *
     * @param texts as they were asked about
     * @param labels of the classes; empty for a decoder
     * @param logits as {@link Logits} has them
     */
    public record Expected(List<String> texts, List<String> labels, List<float[]> logits) {
        public Expected {
            texts = List.copyOf(texts);
            labels = List.copyOf(labels);
            logits = List.copyOf(logits);
        }
    }

    /**
     * Runs once.
     *
     * @param arguments folder of the base, folder of the adapter, folder for the worker's native libraries
     */
    public static void main(String[] arguments) throws IOException, WorkerFailed {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("name three folders: BASE ADAPTER CACHE; texts come on standard input");
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                EngineWorker worker = EngineWorker.start(WorkerSettings.defaults(Path.of(arguments[2])))) {
            // One more than a call takes, so that the worker refuses too many by itself.
            List<String> texts = in.lines().limit(Protocol.MAX_TEXTS + 1L).toList();
            write(worker, Path.of(arguments[0]), Path.of(arguments[1]), texts);
        }
    }

    /** Writes the file of an adapter, over an earlier one. */
    static void write(EngineWorker worker, Path base, Path adapter, List<String> texts)
            throws IOException, WorkerFailed {
        worker.load("expected", base, adapter);
        Logits logits = worker.logits("expected", texts);
        worker.unload("expected");
        Files.write(
                adapter.resolve(FILE), JSON.writeValueAsBytes(new Expected(texts, logits.labels(), logits.logits())));
    }
}
