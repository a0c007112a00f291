package dev.freehold.registry.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The registered model versions. Each move is written only if the version still is in the state it moves from. */
@Singleton
public class ModelVersions {
    private final RegistryDatabase database;
    private final Clock clock;

    public ModelVersions(RegistryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<Lifecycle> find(TenantId tenant, Digest digest) {
        return database.with(handle -> find(handle, tenant, digest));
    }

    /**
     * Takes a new version in, or finds the same one.
     *
     * @throws ProblemException if the same files have another name or another maker's lineage
     */
    public Lifecycle quarantine(Lifecycle.Quarantined fresh, Manifest manifest) {
        ModelVersion version = fresh.version();
        return database.resultOfTransaction(handle -> {
            if (insert(handle, version) > 0) {
                insertFiles(handle, version, manifest);
            }
            Lifecycle kept = find(handle, version.tenant(), version.digest()).orElseThrow();
            if (!kept.version().name().equals(version.name())) {
                throw new ProblemException(
                        RegistryProblems.TAKEN,
                        "these files are registered under the name "
                                + kept.version().name());
            }
            return kept;
        });
    }

    /** The newest versions of a name, newest first. */
    public List<ModelVersion> named(TenantId tenant, String name) {
        return database.with(handle -> handle.createQuery("""
                        select * from model_version where tenant = :tenant and name = :name
                        order by created desc, digest limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .bind("limit", ModelHistory.LONGEST)
                .map((row, context) -> VersionRows.version(row))
                .list());
    }

    /** The files of a version, if it is registered. */
    public Optional<Manifest> manifest(TenantId tenant, Digest digest) {
        List<Manifest.ManifestFile> files = database.with(
                handle -> handle.createQuery("select * from model_file where tenant = :tenant and model = :model")
                        .bind("tenant", tenant.value())
                        .bind("model", digest.value())
                        .map((row, context) -> VersionRows.file(row))
                        .list());
        return files.isEmpty() ? Optional.empty() : Optional.of(new Manifest(files));
    }

    public void save(Lifecycle.Vetted vetted) {
        database.inTransaction(handle -> move(
                handle,
                vetted.version(),
                ModelState.QUARANTINED,
                vetted.evaluation().json()));
    }

    /** Writes the approval, the state and the name's new meaning, all or none. */
    public void save(Lifecycle.Approved approved, String approver) {
        ModelVersion version = approved.version();
        database.inTransaction(handle -> {
            // One approval of a name at a time, so that the history of its alias is the order of what happened.
            RegistryDatabase.lockName(handle, "alias", version.tenant().value(), version.name());
            judge(handle, version, approver, "approved");
            move(handle, version, ModelState.VETTED, null);
            Aliases.move(handle, version, version.digest(), approver, clock.instant());
        });
    }

    /** Writes the state, and what the name means instead: the way back after an approval that was regretted. */
    public void save(Lifecycle.Retired retired, String who) {
        ModelVersion version = retired.version();
        database.inTransaction(handle -> {
            RegistryDatabase.lockName(handle, "alias", version.tenant().value(), version.name());
            judge(handle, version, who, "retired");
            move(handle, version, ModelState.APPROVED, null);
            Aliases.fallBack(handle, version, who, clock.instant());
        });
    }

    public void save(Lifecycle.Revoked revoked, String who) {
        database.inTransaction(handle -> {
            judge(handle, revoked.version(), who, "revoked");
            move(handle, revoked.version(), revoked.from(), null);
        });
    }

    /** Makes the name of an approved version mean it; it stays so where it does already. */
    public void name(Lifecycle.Approved approved, String who) {
        ModelVersion version = approved.version();
        database.inTransaction(handle -> {
            RegistryDatabase.lockName(handle, "alias", version.tenant().value(), version.name());
            // Locked until the name has moved: it may be retired or revoked at this moment.
            boolean still = handle.createQuery("""
                            select state = 'approved' from model_version
                            where tenant = :tenant and digest = :digest for update
                            """)
                    .bind("tenant", version.tenant().value())
                    .bind("digest", version.digest().value())
                    .mapTo(Boolean.class)
                    .one();
            if (!still) {
                throw changedMeanwhile(version);
            }
            Aliases.point(handle, version, who, clock.instant());
        });
    }

    private static Optional<Lifecycle> find(Handle handle, TenantId tenant, Digest digest) {
        return handle.createQuery("select * from model_version where tenant = :tenant and digest = :digest")
                .bind("tenant", tenant.value())
                .bind("digest", digest.value())
                .map((row, context) -> VersionRows.lifecycle(row))
                .findOne();
    }

    private static int insert(Handle handle, ModelVersion version) {
        return handle.createUpdate("""
                        insert into model_version (tenant, digest, name, kind, state, tasks, licence, label, creator,
                                                   lineage, leak_test, created)
                        values (:tenant, :digest, :name, :kind, 'quarantined', :tasks, :licence, :label, :creator,
                                :lineage, :leak_test, :created)
                        on conflict (tenant, digest) do nothing
                        """)
                .bind("tenant", version.tenant().value())
                .bind("digest", version.digest().value())
                .bind("name", version.name())
                .bind("kind", version.kind().wireName())
                .bindArray("tasks", String.class, version.tasks())
                .bind("licence", version.licence())
                .bind("label", json(version.label()))
                .bind("creator", version.creator())
                .bind("lineage", version.lineage() == null ? null : json(version.lineage()))
                .bind("leak_test", version.leakTest().wireName())
                .bind("created", RegistryDatabase.time(version.created()))
                .execute();
    }

    private static void insertFiles(Handle handle, ModelVersion version, Manifest manifest) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into model_file (tenant, model, path, digest, size) values (:tenant, :model, :path, :digest, :size)");
        for (Manifest.ManifestFile file : manifest.files()) {
            batch.bind("tenant", version.tenant().value())
                    .bind("model", version.digest().value())
                    .bind("path", file.path())
                    .bind("digest", file.digest().value())
                    .bind("size", file.size())
                    .add();
        }
        batch.execute();
    }

    private void judge(Handle handle, ModelVersion version, String who, String decision) {
        handle.createUpdate("""
                        insert into approval (tenant, model, creator, approver, decision, at)
                        values (:tenant, :model, :creator, :approver, :decision, :at)
                        on conflict (tenant, model, decision) do nothing
                        """)
                .bind("tenant", version.tenant().value())
                .bind("model", version.digest().value())
                .bind("creator", version.creator())
                .bind("approver", who)
                .bind("decision", decision)
                .bind("at", RegistryDatabase.time(clock.instant()))
                .execute();
    }

    private static void move(Handle handle, ModelVersion version, ModelState from, @Nullable String evaluation) {
        int moved = handle.createUpdate("""
                        update model_version set state = :state, evaluation = coalesce(:evaluation, evaluation)
                        where tenant = :tenant and digest = :digest and state = :from
                        """)
                .bind("state", version.state().wireName())
                .bind("evaluation", evaluation)
                .bind("tenant", version.tenant().value())
                .bind("digest", version.digest().value())
                .bind("from", from.wireName())
                .execute();
        if (moved == 0) {
            throw changedMeanwhile(version);
        }
    }

    private static ProblemException changedMeanwhile(ModelVersion version) {
        return new ProblemException(
                RegistryProblems.ILLEGAL_MOVE, "another change to " + version.digest() + " came first");
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
