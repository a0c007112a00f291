package dev.freehold.console.jobs;

import java.util.Map;

/**
 * A job's state in words.
 *
 * @param open whether it may still change
 * @param style class of its mark
 */
record JobState(String code, String words, boolean open, String style) {
    private static final Map<String, JobState> KNOWN = Map.of(
            "validating_files", new JobState("validating_files", "checking the data", true, "chip-intent"),
            "queued", new JobState("queued", "waiting", true, "chip-intent"),
            "running", new JobState("running", "running", true, "chip-running"),
            "succeeded", new JobState("succeeded", "done", false, "chip-ok"),
            "failed", new JobState("failed", "failed", false, "chip-failed"),
            "cancelled", new JobState("cancelled", "cancelled", false, "chip-interrupted"));

    /** A state of another release is shown by its own name, and looked at as one that may change. */
    static JobState of(String code) {
        JobState known = KNOWN.get(code);
        return known != null ? known : new JobState(code, code.replace('_', ' '), true, "chip-other");
    }
}
