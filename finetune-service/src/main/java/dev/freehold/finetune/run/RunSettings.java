package dev.freehold.finetune.run;

import java.time.Duration;

/**
 * What every run of this installation keeps to.
 *
 * @param deadline longest time of one run
 * @param requireIsolation whether a run fails where the machine cannot deny it the network
 * @param snapshots whether the end of each epoch is saved
 * @param fullWeights most weights of a base of which every one is tuned
 */
public record RunSettings(Duration deadline, boolean requireIsolation, boolean snapshots, long fullWeights) {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final long MOST_WEIGHTS = 4_000_000_000L;

    public RunSettings {
        if (deadline.compareTo(Duration.ofSeconds(1)) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("freehold.finetune.run.deadline must be 1s to 24h, not " + deadline);
        }
        if (fullWeights < 0 || fullWeights > MOST_WEIGHTS) {
            throw new IllegalArgumentException("freehold.finetune.run.full-weights must be 0 to " + MOST_WEIGHTS);
        }
    }
}
