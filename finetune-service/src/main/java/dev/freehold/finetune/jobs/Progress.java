package dev.freehold.finetune.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param first event of its first step
 * @param last event of its last step so far
 */
record Progress(JobEvent first, JobEvent last) {
    /** When the last step will be done, if all take as long as those so far; measuring comes after that. */
    Optional<Instant> estimatedFinish() {
        long taken = figure(last, "step") - figure(first, "step");
        if (taken <= 0) {
            return Optional.empty();
        }
        long left = figure(last, "steps") - figure(last, "step");
        Duration soFar = Duration.between(first.at(), last.at());
        return Optional.of(last.at().plus(soFar.multipliedBy(left).dividedBy(taken)));
    }

    private static long figure(JobEvent step, String name) {
        JsonNode data = step.data();
        return data == null ? 0 : data.path(name).asLong();
    }
}
