package dev.freehold.finetune.jobs;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.run.Failure;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingBackend;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes one running job to its end: decided again in the name of whoever created it, and recorded, intent before the first
 * row is read and outcome after the adapter is registered.
 */
@Singleton
class JobRun {
    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

    private static final int UNAVAILABLE = 503;

    private final GovernedActions governed;
    private final TrainingBackend backend;
    private final RunEnding ending;
    private final JobLog log;
    private final Workspace workspace;

    JobRun(GovernedActions governed, TrainingBackend backend, RunEnding ending, JobLog log, Workspace workspace) {
        this.governed = governed;
        this.backend = backend;
        this.ending = ending;
        this.log = log;
        this.workspace = workspace;
    }

    /**
     * Runs to the end; what goes wrong with the run ends in the job's state, what goes wrong with the database is thrown.
     *
     * @return false if the run could not begin, since nobody could decide or record it, and the job waits again
     */
    boolean run(Job.Running job, StopSignal stop) {
        JobOrder order = job.order();
        AtomicBoolean begun = new AtomicBoolean();
        Resource resource = new Resource(
                "job",
                order.id(),
                order.inputs().base(),
                "running",
                null,
                null,
                order.caller().subject());
        try {
            governed.perform(
                    order.caller(),
                    "finetune",
                    Actions.JOB_RUN,
                    resource,
                    () -> {
                        begun.set(true);
                        return train(job, stop);
                    },
                    JobRun::facts);
        } catch (ProblemException e) {
            if (!begun.get() && e.problem().status() == UNAVAILABLE) {
                ending.notBegun(job);
                return false;
            }
            // Changes nothing where the job was ended and told already; one that the platform's stop cut off stays
            // running.
            if (!stop.cause().equals(Optional.of(StopSignal.Cause.SHUTDOWN))) {
                ending.failed(job, new Failure("refused", e.problem().detail()));
            }
            if (!begun.get()) {
                // One that an earlier process began would go on although nobody may run it any more.
                backend.discard(RunQueue.id(job));
            }
        } catch (JdbiException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the run of " + order.id() + " met a bug", e);
            ending.failed(job, Failure.internal());
        }
        return true;
    }

    /** What the record of a run names, so that it can be asked for again and its model be judged. */
    private static SortedMap<String, String> facts(Job.Succeeded job) {
        RunInputs inputs = job.order().inputs();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("base", inputs.base().value());
        facts.put("dataset", inputs.dataset().value());
        facts.put("seed", String.valueOf(inputs.seed()));
        facts.put("isolation", job.result().isolation());
        facts.put("leak_test", job.result().figures().leakTest().wireName());
        facts.put("adapter", job.result().adapter().value());
        return facts;
    }

    private Job.Succeeded train(Job.Running job, StopSignal stop) {
        log.say(job.order(), "run started, attempt " + job.attempts() + " of " + Job.MOST_ATTEMPTS);
        try {
            Path folder = workspace.newRun();
            try {
                return end(
                        job,
                        backend.execute(
                                RunQueue.id(job),
                                job.order().inputs(),
                                folder.resolve("adapter"),
                                log.journal(job.order()),
                                stop));
            } finally {
                cleanUp(folder);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "no folder for the run of " + job.order().id(),
                    e);
            throw failed(job, Failure.internal());
        }
    }

    /** What stays is collected at the next start: it must not turn a run that ended well into a failed one. */
    private static void cleanUp(Path folder) {
        try {
            Workspace.delete(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a run's folder could not be deleted: " + folder, e);
        }
    }

    private Job.Succeeded end(Job.Running job, RunOutcome outcome) {
        if (outcome instanceof RunOutcome.Trained trained) {
            Job over = ending.trained(job, trained)
                    .orElseThrow(() -> new ProblemException(FinetuneProblems.RUN_CANCELLED, "Cancelled at its end."));
            if (over instanceof Job.Succeeded succeeded) {
                return succeeded;
            }
            throw new ProblemException(
                    FinetuneProblems.RUN_FAILED,
                    over instanceof Job.Failed failed ? failed.failure().message() : "Not registered.");
        }
        if (outcome instanceof RunOutcome.Stopped stopped) {
            throw new ProblemException(
                    stopped.cause() == StopSignal.Cause.CANCELLED
                            ? FinetuneProblems.RUN_CANCELLED
                            : FinetuneProblems.RUN_CUT_OFF,
                    "Ended from outside.");
        }
        throw failed(job, ((RunOutcome.Broke) outcome).failure());
    }

    private ProblemException failed(Job.Running job, Failure failure) {
        ending.failed(job, failure);
        return new ProblemException(FinetuneProblems.RUN_FAILED, failure.message());
    }
}
