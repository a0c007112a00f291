package dev.freehold.finetune.jobs;

import dev.freehold.finetune.run.StopSignal;
import java.time.Duration;

/** Ends a run from outside when its job was cancelled or its time is up. */
final class RunWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunWatch.class.getName());
    private static final long EVERY_MILLISECONDS = 250;

    private final JobStore store;
    private final Job.Running job;
    private final StopSignal stop;
    private final long end;
    private final Thread thread;

    private RunWatch(JobStore store, Job.Running job, StopSignal stop, Duration deadline) {
        this.store = store;
        this.job = job;
        this.stop = stop;
        this.end = System.nanoTime() + deadline.toNanos();
        this.thread = new Thread(this::watch, "finetune-watch");
        thread.setDaemon(true);
    }

    static RunWatch over(JobStore store, Job.Running job, StopSignal stop, Duration deadline) {
        RunWatch watch = new RunWatch(store, job, stop, deadline);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (stop.cause().isEmpty()) {
                look();
                Thread.sleep(EVERY_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // Closed: the run has ended.
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (System.nanoTime() - end > 0) {
            stop.stop(StopSignal.Cause.DEADLINE);
            return;
        }
        try {
            boolean still = store.find(
                            job.order().inputs().tenant(), job.order().id())
                    .filter(job::equals)
                    .isPresent();
            if (!still) {
                stop.stop(StopSignal.Cause.CANCELLED);
            }
        } catch (RuntimeException e) {
            // The next look tells; the deadline holds whatever the database does.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot look after " + job.order().id(),
                    e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
