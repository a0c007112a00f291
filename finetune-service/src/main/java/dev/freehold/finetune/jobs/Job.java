package dev.freehold.finetune.jobs;

import dev.freehold.finetune.run.Failure;
import java.time.Instant;

/**
 * A fine-tuning job, in one of its states.
 *
 * <p>The methods of a state are the only ways out of it, so that an illegal transition does not compile. Attempts are
 * counted from 1; a queued job has those that were begun and cut off by a stop of the platform.
 */
sealed interface Job {
    /** Most times that one job is begun. */
    int MOST_ATTEMPTS = 2;

    JobOrder order();

    int attempts();

    /** A state that can be left. */
    sealed interface Open extends Job permits Queued, Running {
        Cancelled cancel(Instant now);
    }

    /** A state for good. */
    sealed interface Over extends Job permits Succeeded, Failed, Cancelled {
        Instant finished();
    }

    record Queued(JobOrder order, int attempts) implements Open {
        Running start() {
            return new Running(order, attempts + 1);
        }

        @Override
        public Cancelled cancel(Instant now) {
            return new Cancelled(order, attempts, now);
        }
    }

    record Running(JobOrder order, int attempts) implements Open {
        Succeeded succeed(Instant now, JobResult result) {
            return new Succeeded(order, attempts, now, result);
        }

        Failed fail(Instant now, Failure failure) {
            return new Failed(order, attempts, now, failure);
        }

        @Override
        public Cancelled cancel(Instant now) {
            return new Cancelled(order, attempts, now);
        }

        /** Back to the queue, where the run could not even begin: this does not count as an attempt. */
        Queued putBack() {
            return new Queued(order, attempts - 1);
        }

        /** What becomes of a run that the platform's stop cut off: begun again, from the same seed, unless that is used up. */
        Job cutOff(Instant now) {
            return attempts < MOST_ATTEMPTS ? new Queued(order, attempts) : fail(now, Failure.platformStopped());
        }
    }

    record Succeeded(JobOrder order, int attempts, Instant finished, JobResult result) implements Over {}

    record Failed(JobOrder order, int attempts, Instant finished, Failure failure) implements Over {}

    record Cancelled(JobOrder order, int attempts, Instant finished) implements Over {}
}
