package dev.freehold.finetune.jobs;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest.Resource;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.action.GovernedActions;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be done with jobs, each action decided and recorded; every door to jobs leads here. */
@Singleton
public class JobDesk {
    private static final String FAMILY = "finetune";
    private static final int LONGEST_BODY = 1 << 15;

    private final GovernedActions governed;
    private final JobCreation creation;
    private final JobBook book;
    private final SnapshotBook snapshots;
    private final JobRunner runner;

    JobDesk(GovernedActions governed, JobCreation creation, JobBook book, SnapshotBook snapshots, JobRunner runner) {
        this.governed = governed;
        this.creation = creation;
        this.book = book;
        this.snapshots = snapshots;
        this.runner = runner;
    }

    public JobObject create(Caller caller, InputStream body) {
        JobRequest request = JobRequest.read(bytes(body));
        JobObject job = governed.perform(
                caller,
                FAMILY,
                Actions.JOB_CREATE,
                creation.resource(caller, request),
                () -> JobObject.of(creation.create(caller, request)));
        runner.wake();
        return job;
    }

    /** The tenant's jobs, newest first. */
    public Page<JobObject> list(Caller caller, PageRequest page) {
        return read(caller, "all", () -> book.list(caller.tenant(), page));
    }

    public JobObject get(Caller caller, String id) {
        return read(caller, id, () -> book.get(caller.tenant(), id));
    }

    /** What happened to a job, newest first. */
    public Page<EventObject> events(Caller caller, String id, PageRequest page) {
        return read(caller, id, () -> book.events(caller.tenant(), id, page));
    }

    /** What is kept of a job's epochs, newest first. */
    public Page<SnapshotObject> snapshots(Caller caller, String id, PageRequest page) {
        return read(caller, id, () -> snapshots.list(caller, id, page));
    }

    /** Hands a snapshot to the registry, which decides and records by itself whether it takes it. */
    public SnapshotObject registerSnapshot(Caller caller, String id, String snapshot) {
        return read(caller, id, () -> snapshots.register(caller, id, snapshot));
    }

    public JobObject cancel(Caller caller, String id) {
        return governed.perform(
                caller, FAMILY, Actions.JOB_CANCEL, Resource.named("job", id), () -> book.cancel(caller.tenant(), id));
    }

    private <T> T read(Caller caller, String name, Supplier<T> work) {
        return governed.perform(caller, FAMILY, Actions.JOB_READ, Resource.named("job", name), work);
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            if (bytes.length <= LONGEST_BODY) {
                return bytes;
            }
        } catch (IOException e) {
            throw refused("ended before it was whole", "send the job again", e);
        }
        throw refused("longer than " + LONGEST_BODY + " bytes", "send what a job takes, and nothing else", null);
    }

    private static ProblemException refused(String problem, String fix, @Nullable Throwable cause) {
        ProblemException refused = new ProblemException(
                Problem.ofInput(FinetuneProblems.JOB_REFUSED, List.of(InputError.of("body", problem, fix)), 1));
        refused.initCause(cause);
        return refused;
    }
}
