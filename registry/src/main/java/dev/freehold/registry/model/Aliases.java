package dev.freehold.registry.model;

import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.registry.database.RegistryDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;

/** What names mean: one approved version each, with the history of every move. */
final class Aliases {
    private Aliases() {}

    /** Moves the version's name to it; the caller holds the name's lock and commits. */
    static void move(Handle handle, ModelVersion version, String who, Instant now) {
        String previous = handle.createQuery("select digest from alias where tenant = :tenant and name = :name")
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        OffsetDateTime at = RegistryDatabase.time(now);
        handle.createUpdate("""
                        insert into alias (tenant, name, digest, moved) values (:tenant, :name, :digest, :at)
                        on conflict (tenant, name) do update set digest = excluded.digest, moved = excluded.moved
                        """)
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .bind("digest", version.digest().value())
                .bind("at", at)
                .execute();
        handle.createUpdate("""
                        insert into alias_move (tenant, name, digest, previous, mover, at)
                        values (:tenant, :name, :digest, :previous, :mover, :at)
                        """)
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .bind("digest", version.digest().value())
                .bind("previous", previous)
                .bind("mover", who)
                .bind("at", at)
                .execute();
    }
}
