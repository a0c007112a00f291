package dev.freehold.engine.weights;

import dev.freehold.engine.Refusal;
import java.nio.file.Path;

/** Says that a weights file breaks the safetensors format or a limit of ours, and where. */
public final class MalformedWeights extends Refusal {
    private static final long serialVersionUID = 1L;

    MalformedWeights(Path file, String what) {
        super(file.getFileName() + ": " + what);
    }

    MalformedWeights(Path file, String what, Throwable cause) {
        super(file.getFileName() + ": " + what, cause);
    }
}
