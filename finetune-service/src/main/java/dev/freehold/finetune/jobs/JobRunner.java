package dev.freehold.finetune.jobs;

import dev.freehold.finetune.database.FinetuneDatabase;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.StopSignal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Runs queued jobs, one after the other, oldest first, in the one process that holds the right to. */
@Singleton
public class JobRunner {
    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final int LATE = Interceptor.Priority.LIBRARY_AFTER;
    private static final long LOOK_SECONDS = 2;
    /** Each try leaves a record: seldom enough to keep the trail readable. */
    private static final long UNDECIDED_SECONDS = 30;

    private static final long STOP_SECONDS = 10;

    private final FinetuneDatabase database;
    private final RunQueue queue;
    private final JobRun run;
    private final RunSettings settings;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable StopSignal current;
    private @Nullable Thread thread;

    JobRunner(FinetuneDatabase database, RunQueue queue, JobRun run, RunSettings settings) {
        this.database = database;
        this.queue = queue;
        this.run = run;
        this.settings = settings;
    }

    /** Late, so that policy and registry of the same process are there first. */
    void start(@Observes @Priority(LATE) StartupEvent event) {
        Thread started = new Thread(this::loop, "finetune-runner");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Ends the worker of a run under way; its job stays running, and is begun again at the next start. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        StopSignal running = current;
        if (running != null) {
            running.stop(StopSignal.Cause.SHUTDOWN);
        }
        wake();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        }
    }

    /** Says that there may be a job. */
    void wake() {
        wake.release();
    }

    /** Whether the thread that runs jobs is there. */
    public boolean alive() {
        return thread != null && thread.isAlive();
    }

    private void loop() {
        while (!stopping) {
            try {
                Optional<RunnerLock> taken = RunnerLock.take(database);
                if (taken.isPresent()) {
                    try (RunnerLock lock = taken.get()) {
                        runJobs(lock);
                    }
                }
            } catch (SQLException | JdbiException | IOException e) {
                LOG.log(System.Logger.Level.ERROR, "jobs wait: the database or the work folder fails", e);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "jobs wait: a run met a bug", e);
            }
            pause(LOOK_SECONDS);
        }
    }

    private void runJobs(RunnerLock lock) throws SQLException, IOException {
        for (Job.Running underWay : queue.takeOver()) {
            if (stopping || !lock.held()) {
                return;
            }
            run(underWay);
        }
        while (!stopping && lock.held()) {
            Optional<Job.Running> next = queue.startNext();
            if (next.isEmpty()) {
                pause(LOOK_SECONDS);
            } else if (!run(next.get())) {
                pause(UNDECIDED_SECONDS);
            }
        }
    }

    private boolean run(Job.Running job) {
        StopSignal stop = new StopSignal();
        current = stop;
        if (stopping) {
            stop.stop(StopSignal.Cause.SHUTDOWN);
        }
        try (RunWatch watch = queue.watch(job, stop, settings.deadline())) {
            return run.run(job, stop);
        } finally {
            current = null;
        }
    }

    private void pause(long seconds) {
        try {
            if (wake.tryAcquire(seconds, TimeUnit.SECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
