package dev.freehold.finetune.run.kubernetes;

import dev.freehold.finetune.run.staged.RunEnd;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Optional;

/** What a container's end tells. */
final class RunEnds {
    private RunEnds() {}

    /** The run's own last word; empty where it was ended before it could say one. */
    static Optional<RunEnd> said(ContainerStateTerminated end) {
        String message = end.getMessage();
        if (message == null || message.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunEnd.read(message));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How it ended, in words. */
    static String told(ContainerStateTerminated end) {
        return "the run's container ended with exit code " + end.getExitCode()
                + (end.getReason() == null ? "" : " (" + end.getReason() + ")");
    }
}
