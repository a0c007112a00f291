package dev.freehold.registry.model;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.registry.database.RegistryDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What names mean: one approved version each, with the history of every move. */
final class Aliases {
    private Aliases() {}

    /** Moves the version's name to a digest of the same name; the caller holds the name's lock and commits. */
    static void move(Handle handle, ModelVersion version, Digest digest, String who, Instant now) {
        String previous = current(handle, version).orElse(null);
        OffsetDateTime at = RegistryDatabase.time(now);
        handle.createUpdate("""
                        insert into alias (tenant, name, digest, moved) values (:tenant, :name, :digest, :at)
                        on conflict (tenant, name) do update set digest = excluded.digest, moved = excluded.moved
                        """)
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .bind("digest", digest.value())
                .bind("at", at)
                .execute();
        handle.createUpdate("""
                        insert into alias_move (tenant, name, digest, previous, mover, at)
                        values (:tenant, :name, :digest, :previous, :mover, :at)
                        """)
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .bind("digest", digest.value())
                .bind("previous", previous)
                .bind("mover", who)
                .bind("at", at)
                .execute();
    }

    /** Moves the version's name to it, unless it means it already. */
    static void point(Handle handle, ModelVersion version, String who, Instant now) {
        if (!current(handle, version).equals(Optional.of(version.digest().value()))) {
            move(handle, version, version.digest(), who, now);
        }
    }

    /**
     * Moves a name that means this version back to the approved one that it meant last; if there is none, the name stays,
     * so that callers are told that the version is out of use rather than that the name does not exist.
     */
    static void fallBack(Handle handle, ModelVersion version, String who, Instant now) {
        if (!current(handle, version).equals(Optional.of(version.digest().value()))) {
            return;
        }
        handle.createQuery("""
                        select m.digest from alias_move m
                        join model_version v on v.tenant = m.tenant and v.digest = m.digest
                        where m.tenant = :tenant and m.name = :name and v.state = 'approved'
                        order by m.number desc limit 1
                        """)
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .mapTo(String.class)
                .findOne()
                .ifPresent(before -> move(handle, version, new Digest(before), who, now));
    }

    private static Optional<String> current(Handle handle, ModelVersion version) {
        return handle.createQuery("select digest from alias where tenant = :tenant and name = :name")
                .bind("tenant", version.tenant().value())
                .bind("name", version.name())
                .mapTo(String.class)
                .findOne();
    }
}
