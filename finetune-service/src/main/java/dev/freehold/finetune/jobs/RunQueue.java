package dev.freehold.finetune.jobs;

import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.run.RunId;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingBackend;
import dev.freehold.finetune.snapshot.Snapshots;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What waits to be run, for the one process that runs. */
@Singleton
class RunQueue {
    private final JobStore store;
    private final JobLog log;
    private final Workspace workspace;
    private final Snapshots snapshots;
    private final TrainingBackend backend;
    private final Clock clock;

    RunQueue(
            JobStore store,
            JobLog log,
            Workspace workspace,
            Snapshots snapshots,
            TrainingBackend backend,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.workspace = workspace;
        this.snapshots = snapshots;
        this.backend = backend;
        this.clock = clock;
    }

    /**
     * Takes over what an earlier process left: runs that its end cut off are queued again, or fail.
     *
     * @return those that went on without it, to be followed to their end
     */
    List<Job.Running> takeOver() throws IOException {
        workspace.clearRuns();
        snapshots.sweep();
        List<Job.Running> underWay = backend.outlivesProcess() ? store.running() : List.of();
        backend.discardAllBut(underWay.stream().map(RunQueue::id).collect(Collectors.toSet()));
        underWay.forEach(job -> log.say(job.order(), "the platform stopped while it ran; its run is taken up again"));
        if (!backend.outlivesProcess()) {
            queueCutOff();
        }
        return underWay;
    }

    /** Which run of a job is under way. */
    static RunId id(Job.Running job) {
        return new RunId(job.order().inputs().tenant(), job.order().id(), job.attempts());
    }

    private void queueCutOff() throws IOException {
        for (Job.Running cutOff : store.running()) {
            Job next = cutOff.cutOff(clock.instant());
            if (!store.move(cutOff, next)) {
                continue;
            }
            if (next instanceof Job.Failed failed) {
                log.fault(cutOff.order(), failed.failure().message());
            } else {
                // A run begins from the start: it will save these epochs again.
                snapshots.clear(cutOff.order().inputs().tenant(), cutOff.order().id());
                log.say(cutOff.order(), "the platform stopped while it ran; queued to be begun again");
            }
        }
    }

    /** Starts the job that has waited longest; empty if none waits, or it was cancelled meanwhile. */
    Optional<Job.Running> startNext() {
        return store.nextQueued().flatMap(queued -> {
            Job.Running running = queued.start();
            return store.move(queued, running) ? Optional.of(running) : Optional.empty();
        });
    }

    RunWatch watch(Job.Running job, StopSignal stop, Duration deadline) {
        return RunWatch.over(store, job, stop, deadline);
    }
}
