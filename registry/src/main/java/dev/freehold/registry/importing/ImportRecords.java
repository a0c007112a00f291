package dev.freehold.registry.importing;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.database.RegistryDatabase;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The imports, in the database. */
@Singleton
class ImportRecords {
    private static final int LONGEST_MESSAGE = 2000;
    private final RegistryDatabase database;
    private final Clock clock;

    ImportRecords(RegistryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void begin(UUID id, Caller caller, String name) {
        database.with(handle -> handle.createUpdate("""
                        insert into model_import (id, tenant, name, status, message, creator, created, updated)
                        values (:id, :tenant, :name, 'running', 'waiting', :creator, :now, :now)
                        """)
                .bind("id", id)
                .bind("tenant", caller.tenant().value())
                .bind("name", name)
                .bind("creator", caller.subject())
                .bind("now", RegistryDatabase.time(clock.instant()))
                .execute());
    }

    void step(UUID id, String message) {
        write(id, "running", message, null);
    }

    void vetted(UUID id, Digest digest, String message) {
        write(id, "vetted", message, digest);
    }

    void failed(UUID id, String message) {
        write(id, "failed", message, null);
    }

    /** Ends what ran when the process ended: its worker and its files are gone. */
    void failInterrupted() {
        database.with(handle -> handle.createUpdate("""
                        update model_import
                        set status = 'failed', message = 'the registry was restarted meanwhile: import again', updated = :now
                        where status = 'running'
                        """)
                .bind("now", RegistryDatabase.time(clock.instant()))
                .execute());
    }

    Optional<ModelImport> find(TenantId tenant, UUID id) {
        return database.with(handle -> handle.createQuery("""
                        select i.*, v.evaluation from model_import i
                        left join model_version v on v.tenant = i.tenant and v.digest = i.digest
                        where i.tenant = :tenant and i.id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    private void write(UUID id, String status, String message, @Nullable Digest digest) {
        database.with(handle -> handle.createUpdate("""
                        update model_import set status = :status, message = :message, digest = :digest, updated = :now
                        where id = :id and status = 'running'
                        """)
                .bind("status", status)
                .bind("message", message.substring(0, Math.min(LONGEST_MESSAGE, message.length())))
                .bind("digest", digest == null ? null : digest.value())
                .bind("now", RegistryDatabase.time(clock.instant()))
                .bind("id", id)
                .execute());
    }

    private static ModelImport read(ResultSet row) throws SQLException {
        return new ModelImport(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("status"),
                row.getString("message"),
                row.getString("digest") == null ? null : new Digest(row.getString("digest")),
                row.getString("evaluation"),
                RegistryDatabase.time(row, "created"),
                RegistryDatabase.time(row, "updated"));
    }
}
