package dev.freehold.starter.recipe;

import dev.freehold.engine.script.Tensors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Command line of the recipe: {@code train FOLDER}, {@code evaluate FOLDER}, or {@code reference FOLDER}, which writes what
 * check_starter.py compares with into FOLDER-reference; each may be followed by a seed and a number of threads.
 */
public final class StarterRecipe {
    private static final long SEED = 20_261_123;
    private final PrintWriter out;

    StarterRecipe(PrintWriter out) {
        this.out = out;
    }

    /** Runs one of the three. */
    public static void main(String[] arguments) throws IOException {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new StarterRecipe(out).run(arguments);
    }

    void run(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "train, evaluate or reference, then the folder; then perhaps a seed and threads");
        }
        Path folder = Path.of(arguments[1]);
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : SEED;
        int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        try (Tensors scope = Tensors.open(threads)) {
            switch (arguments[0]) {
                case "train" -> new StarterTraining(out, seed).run(folder, scope);
                case "evaluate" -> new StarterEvaluation(out, seed).run(folder, scope);
                case "reference" -> new StarterReference(seed).run(folder, Path.of(folder + "-reference"), scope);
                default -> throw new IllegalArgumentException("train, evaluate or reference, not " + arguments[0]);
            }
        }
    }
}
