package dev.freehold.registry.model;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.registry.database.RegistryDatabase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All that is known of a name: its versions, who judged them, and what the name meant when. */
@Singleton
class ModelHistory {
    /** Newest versions and moves that are shown. */
    static final int LONGEST = 100;

    private final RegistryDatabase database;

    ModelHistory(RegistryDatabase database) {
        this.database = database;
    }

    /**
     * @param alias digest that the name means; absent before the first approval
     * @param versions newest first
     * @param moves newest first
     */
    record Story(String name, @Nullable Digest alias, List<Chapter> versions, List<Move> moves) {}

    /**
     * @param evaluation figures of the vetting, as they were written then
     */
    record Chapter(
            @JsonUnwrapped ModelVersion version,
            @JsonRawValue @Nullable String evaluation,
            List<Judgement> judgements,
            List<Manifest.ManifestFile> files) {}

    /** Who decided what about a version, and when. */
    record Judgement(String decision, String who, Instant at) {}

    /** A name that began to mean another version. */
    record Move(Digest digest, @Nullable Digest previous, String mover, Instant at) {}

    Optional<Story> of(TenantId tenant, String name) {
        return database.resultOfTransaction(handle -> {
            List<Chapter> versions = versions(handle, tenant, name);
            if (versions.isEmpty()) {
                return Optional.empty();
            }
            List<Move> moves = moves(handle, tenant, name);
            return Optional.of(
                    new Story(name, moves.isEmpty() ? null : moves.get(0).digest(), versions, moves));
        });
    }

    private static List<Chapter> versions(Handle handle, TenantId tenant, String name) {
        return handle.createQuery("""
                        select * from model_version where tenant = :tenant and name = :name
                        order by created desc, digest limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .bind("limit", LONGEST)
                .map((row, context) -> {
                    ModelVersion version = VersionRows.version(row);
                    return new Chapter(
                            version, row.getString("evaluation"), judgements(handle, version), files(handle, version));
                })
                .list();
    }

    private static List<Judgement> judgements(Handle handle, ModelVersion version) {
        return handle.createQuery("select * from approval where tenant = :tenant and model = :model order by at")
                .bind("tenant", version.tenant().value())
                .bind("model", version.digest().value())
                .map((row, context) -> new Judgement(
                        row.getString("decision"), row.getString("approver"), RegistryDatabase.time(row, "at")))
                .list();
    }

    private static List<Manifest.ManifestFile> files(Handle handle, ModelVersion version) {
        return handle.createQuery("select * from model_file where tenant = :tenant and model = :model order by path")
                .bind("tenant", version.tenant().value())
                .bind("model", version.digest().value())
                .map((row, context) -> VersionRows.file(row))
                .list();
    }

    private static List<Move> moves(Handle handle, TenantId tenant, String name) {
        return handle.createQuery("""
                        select * from alias_move where tenant = :tenant and name = :name order by number desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .bind("limit", LONGEST)
                .map((row, context) -> new Move(
                        new Digest(row.getString("digest")),
                        row.getString("previous") == null ? null : new Digest(row.getString("previous")),
                        row.getString("mover"),
                        RegistryDatabase.time(row, "at")))
                .list();
    }
}
