package dev.freehold.finetune.run;

import java.time.Duration;

/**
 * What every run of this installation keeps to.
 *
 * @param deadline longest time of one run
 * @param requireIsolation whether a run fails where the machine cannot deny it the network
 * @param snapshots whether the end of each epoch is saved
 */
public record RunSettings(Duration deadline, boolean requireIsolation, boolean snapshots) {
    private static final Duration LONGEST = Duration.ofHours(24);

    public RunSettings {
        if (deadline.compareTo(Duration.ofSeconds(1)) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("freehold.finetune.run.deadline must be 1s to 24h, not " + deadline);
        }
    }
}
