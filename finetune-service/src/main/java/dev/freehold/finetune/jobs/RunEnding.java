package dev.freehold.finetune.jobs;

import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.RunOutcome.Trained;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Writes how a run ended; a trained adapter goes into the registry first. */
@Singleton
class RunEnding {
    private static final System.Logger LOG = System.getLogger(RunEnding.class.getName());

    private final Registrar registrar;
    private final JobStore store;
    private final JobLog log;
    private final Clock clock;

    RunEnding(Registrar registrar, JobStore store, JobLog log, Clock clock) {
        this.registrar = registrar;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Registers the adapter and ends the job, while nobody else can end it: an adapter whose job was cancelled is never
     * registered.
     *
     * @return how the job ended; empty if it was ended before
     */
    Optional<Job> trained(Job.Running job, Trained trained) {
        Optional<Job> over = store.moveLocked(job, running -> registered(running, trained));
        over.ifPresent(ended -> {
            if (ended instanceof Job.Failed failed) {
                log.fault(job.order(), failed.failure().message());
            } else {
                log.say(job.order(), "registered as " + job.order().adapterName());
            }
        });
        return over;
    }

    /** Ends the job as failed, unless it was ended before. */
    void failed(Job.Running job, Failure failure) {
        if (store.move(job, job.fail(clock.instant(), failure))) {
            log.fault(job.order(), failure.message());
        }
    }

    /** Puts a job whose run could not begin back into the queue, unless it was ended before. */
    void notBegun(Job.Running job) {
        if (!store.move(job, job.putBack())) {
            LOG.log(System.Logger.Level.INFO, job.order().id() + " was ended before its run began");
        }
    }

    private Job registered(Job.Running job, Trained trained) {
        try {
            ModelVersion adapter = registrar.registerAdapter(
                    job.order().caller(),
                    job.order().adapterName(),
                    trained.adapter(),
                    trained.lineage(),
                    trained.figures().canonical(),
                    trained.figures().leakTest());
            return job.succeed(clock.instant(), JobResult.of(trained, adapter.digest()));
        } catch (ProblemException e) {
            return job.fail(
                    clock.instant(),
                    Failure.registration(
                            "the registry refused the adapter: " + e.problem().detail()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "adapter of " + job.order().id() + " was not registered", e);
            return job.fail(clock.instant(), Failure.registration("the registry did not take the adapter"));
        }
    }
}
