package dev.freehold.finetune.jobs;

import static dev.freehold.finetune.database.FinetuneDatabase.json;
import static dev.freehold.finetune.database.FinetuneDatabase.time;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.finetune.database.FinetuneDatabase;
import dev.freehold.finetune.run.Failure;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Jobs in PostgreSQL. A state is written only over the state that it comes from. */
@Singleton
class JobStore {
    static final int MOST_QUEUED = 16;
    private static final String COLUMNS = "tenant, id, state, attempts, job_order, finished_at, failure, result";

    private final FinetuneDatabase database;

    JobStore(FinetuneDatabase database) {
        this.database = database;
    }

    /**
     * Puts a job in the queue.
     *
     * @return false if the queue is full
     */
    boolean add(Job.Queued job) {
        return database.inTransaction(handle -> {
            // Two creations at once would each count the queue before the other's row is there.
            handle.execute("select pg_advisory_xact_lock(hashtextextended('finetune/queue', 0))");
            return handle.createUpdate("insert into finetune_job (tenant, id, state, attempts, job_order)"
                                    + " select :tenant, :id, 'queued', :attempts, cast(:job_order as jsonb)"
                                    + " where (select count(*) from finetune_job where state = 'queued') < :most")
                            .bind("tenant", job.order().inputs().tenant().value())
                            .bind("id", job.order().id())
                            .bind("attempts", job.attempts())
                            .bind("job_order", json(job.order()))
                            .bind("most", MOST_QUEUED)
                            .execute()
                    == 1;
        });
    }

    Optional<Job> find(TenantId tenant, String id) {
        return database.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from finetune_job where tenant = :tenant and id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne());
    }

    /** Newest first, starting behind a job, or with the newest. */
    List<Job> list(TenantId tenant, @Nullable String after, int limit) {
        return database.with(handle -> handle.createQuery("select " + COLUMNS + " from finetune_job"
                        + " where tenant = :tenant and (cast(:after as text) is null or position <"
                        + " (select position from finetune_job where tenant = :tenant and id = :after))"
                        + " order by position desc limit :limit")
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> job(row))
                .list());
    }

    /** The job that has waited longest, over all tenants. */
    Optional<Job.Queued> nextQueued() {
        return open("queued").stream().map(Job.Queued.class::cast).findFirst();
    }

    /** Jobs whose run was not written to its end. */
    List<Job.Running> running() {
        return open("running").stream().map(Job.Running.class::cast).toList();
    }

    /**
     * Moves a job on.
     *
     * @return false if the job has left the state meanwhile; nothing is written then
     */
    boolean move(Job.Open from, Job to) {
        return database.with(handle -> write(handle, from, to));
    }

    /**
     * Moves a job on while nobody else can, so that what is done for the move is done only if it counts.
     *
     * @param step what to do, giving the next state; not called if the job has left the state meanwhile
     * @return the next state, or empty
     */
    <J extends Job.Open> Optional<Job> moveLocked(J from, Function<J, Job> step) {
        return database.inTransaction(handle -> {
            boolean there = bound(
                            handle.createQuery("select 1 from finetune_job where tenant = :tenant and id = :id"
                                    + " and state = :state and attempts = :attempts for update"),
                            from)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (!there) {
                return Optional.empty();
            }
            Job to = step.apply(from);
            write(handle, from, to);
            return Optional.of(to);
        });
    }

    private List<Job> open(String state) {
        return database.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from finetune_job where state = :state order by position limit :most")
                .bind("state", state)
                .bind("most", MOST_QUEUED)
                .map((row, context) -> job(row))
                .list());
    }

    private static boolean write(Handle handle, Job.Open from, Job to) {
        Columns columns = Columns.of(to);
        return bound(
                                handle.createUpdate(
                                        "update finetune_job set state = :to_state, attempts = :to_attempts,"
                                                + " finished_at = :finished_at, failure = cast(:failure as jsonb),"
                                                + " result = cast(:result as jsonb) where tenant = :tenant and id = :id"
                                                + " and state = :state and attempts = :attempts"),
                                from)
                        .bind("to_state", columns.state())
                        .bind("to_attempts", to.attempts())
                        .bind("finished_at", columns.finished() == null ? null : time(columns.finished()))
                        .bind("failure", columns.failure())
                        .bind("result", columns.result())
                        .execute()
                == 1;
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Job from) {
        return statement
                .bind("tenant", from.order().inputs().tenant().value())
                .bind("id", from.order().id())
                .bind("state", Columns.of(from).state())
                .bind("attempts", from.attempts());
    }

    private static Job job(ResultSet row) throws SQLException {
        JobOrder order = json(row, "job_order", JobOrder.class);
        int attempts = row.getInt("attempts");
        return switch (row.getString("state")) {
            case "queued" -> new Job.Queued(order, attempts);
            case "running" -> new Job.Running(order, attempts);
            case "succeeded" ->
                new Job.Succeeded(order, attempts, time(row, "finished_at"), json(row, "result", JobResult.class));
            case "failed" ->
                new Job.Failed(order, attempts, time(row, "finished_at"), json(row, "failure", Failure.class));
            case "cancelled" -> new Job.Cancelled(order, attempts, time(row, "finished_at"));
            default -> throw new IllegalStateException("unknown state of job " + order.id());
        };
    }

    /** What a state writes into its row. */
    private record Columns(
            String state,
            @Nullable Instant finished,
            @Nullable String failure,
            @Nullable String result) {
        static Columns of(Job job) {
            if (job instanceof Job.Over over) {
                return new Columns(
                        JobState.of(job).wireName(),
                        over.finished(),
                        job instanceof Job.Failed failed ? json(failed.failure()) : null,
                        job instanceof Job.Succeeded succeeded ? json(succeeded.result()) : null);
            }
            return new Columns(JobState.of(job).wireName(), null, null, null);
        }
    }
}
