package dev.freehold.finetune.jobs;

import static dev.freehold.finetune.database.FinetuneDatabase.time;
import static dev.freehold.finetune.database.FinetuneDatabase.tree;

import dev.freehold.finetune.database.FinetuneDatabase;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to jobs, in PostgreSQL. */
@Singleton
class JobEvents {
    private final FinetuneDatabase database;

    JobEvents(FinetuneDatabase database) {
        this.database = database;
    }

    void add(JobOrder order, JobEvent event) {
        database.with(handle -> handle.createUpdate("insert into finetune_job_event"
                        + " (tenant, job, at, level, message, data)"
                        + " values (:tenant, :job, :at, :level, :message, cast(:data as jsonb))")
                .bind("tenant", order.inputs().tenant().value())
                .bind("job", order.id())
                .bind("at", time(event.at()))
                .bind("level", event.level())
                .bind("message", event.message())
                .bind("data", event.data() == null ? null : event.data().toString())
                .execute());
    }

    /**
     * Newest first.
     *
     * @param before number that the page lies before; absent for the newest page
     */
    List<Numbered> list(JobOrder order, @Nullable Long before, int limit) {
        return database.with(
                handle -> handle.createQuery("select position, at, level, message, data from finetune_job_event"
                                + " where tenant = :tenant and job = :job"
                                + " and (cast(:before as bigint) is null or position < :before)"
                                + " order by position desc limit :limit")
                        .bind("tenant", order.inputs().tenant().value())
                        .bind("job", order.id())
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> numbered(row))
                        .list());
    }

    /** How far the present run has come; empty until it has taken two steps. */
    Optional<Progress> progress(JobOrder order) {
        return step(order, " and data ->> 'step' = '1'")
                .flatMap(first -> step(order, "")
                        .filter(last -> !last.equals(first))
                        .map(last -> new Progress(first.event(), last.event())));
    }

    private Optional<Numbered> step(JobOrder order, String which) {
        return database.with(
                handle -> handle.createQuery("select position, at, level, message, data from finetune_job_event"
                                + " where tenant = :tenant and job = :job and data is not null" + which
                                + " order by position desc limit 1")
                        .bind("tenant", order.inputs().tenant().value())
                        .bind("job", order.id())
                        .map((row, context) -> numbered(row))
                        .findOne());
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        return new Numbered(
                row.getLong("position"),
                new JobEvent(time(row, "at"), row.getString("level"), row.getString("message"), tree(row, "data")));
    }

    /** An event and its place in the order of all events. */
    record Numbered(long number, JobEvent event) {}
}
