package dev.freehold.finetune.snapshot;

import static dev.freehold.finetune.database.FinetuneDatabase.json;
import static dev.freehold.finetune.database.FinetuneDatabase.time;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.database.FinetuneDatabase;
import dev.freehold.finetune.run.Snapshot;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of snapshots, in PostgreSQL. */
@Singleton
class SnapshotStore {
    private static final String SELECT =
            "select tenant, job, id, created_at, figures, lineage, leak_test, bytes, registered from finetune_snapshot";

    private final FinetuneDatabase database;

    SnapshotStore(FinetuneDatabase database) {
        this.database = database;
    }

    void add(KeptSnapshot snapshot) {
        database.with(handle -> handle.createUpdate("insert into finetune_snapshot"
                        + " (tenant, job, id, created_at, figures, lineage, leak_test, bytes) values (:tenant, :job, :id,"
                        + " :created_at, cast(:figures as jsonb), cast(:lineage as jsonb), :leak_test, :bytes)")
                .bind("tenant", snapshot.tenant().value())
                .bind("job", snapshot.job())
                .bind("id", snapshot.id())
                .bind("created_at", time(snapshot.created()))
                .bind("figures", json(snapshot.figures()))
                .bind("lineage", json(snapshot.lineage()))
                .bind("leak_test", snapshot.leakTest().wireName())
                .bind("bytes", snapshot.bytes())
                .execute());
    }

    Optional<KeptSnapshot> find(TenantId tenant, String job, String id) {
        return database.with(
                handle -> handle.createQuery(SELECT + " where tenant = :tenant and job = :job and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("job", job)
                        .bind("id", id)
                        .map((row, context) -> snapshot(row))
                        .findOne());
    }

    /** A job's, newest first, starting behind one, or with the newest. */
    List<KeptSnapshot> list(TenantId tenant, String job, @Nullable String after, int limit) {
        return database.with(handle -> handle.createQuery(SELECT + " where tenant = :tenant and job = :job"
                        + " and (cast(:after as text) is null or position <"
                        + " (select position from finetune_snapshot where tenant = :tenant and id = :after))"
                        + " order by position desc limit :limit")
                .bind("tenant", tenant.value())
                .bind("job", job)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> snapshot(row))
                .list());
    }

    /** Bytes of all snapshots of all tenants. */
    long bytes() {
        return database.with(handle -> handle.createQuery("select coalesce(sum(bytes), 0) from finetune_snapshot")
                .mapTo(Long.class)
                .one());
    }

    /** The oldest of all tenants. */
    Optional<KeptSnapshot> oldest() {
        return database.with(handle -> handle.createQuery(SELECT + " order by position limit 1")
                .map((row, context) -> snapshot(row))
                .findOne());
    }

    boolean has(TenantId tenant, String id) {
        return database.with(handle -> handle.createQuery(
                        "select count(*) > 0 from finetune_snapshot where tenant = :tenant and id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
    }

    void remove(KeptSnapshot snapshot) {
        database.with(handle -> handle.createUpdate("delete from finetune_snapshot where tenant = :tenant and id = :id")
                .bind("tenant", snapshot.tenant().value())
                .bind("id", snapshot.id())
                .execute());
    }

    void register(KeptSnapshot snapshot, Digest digest) {
        database.with(handle -> handle.createUpdate(
                        "update finetune_snapshot set registered = :digest where tenant = :tenant and id = :id")
                .bind("digest", digest.value())
                .bind("tenant", snapshot.tenant().value())
                .bind("id", snapshot.id())
                .execute());
    }

    private static KeptSnapshot snapshot(ResultSet row) throws SQLException {
        String registered = row.getString("registered");
        return new KeptSnapshot(
                new TenantId(row.getString("tenant")),
                row.getString("job"),
                row.getString("id"),
                time(row, "created_at"),
                json(row, "figures", Snapshot.Figures.class),
                json(row, "lineage", Lineage.class),
                LeakTest.of(row.getString("leak_test")),
                row.getLong("bytes"),
                registered == null ? null : new Digest(registered));
    }
}
