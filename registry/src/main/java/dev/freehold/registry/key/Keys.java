package dev.freehold.registry.key;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.usecase.UseCases;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The keys that were issued, as hashes. */
@Singleton
public class Keys {
    private final RegistryDatabase database;

    public Keys(RegistryDatabase database) {
        this.database = database;
    }

    /** Makes a key and keeps its hash; the key itself is in the result and nowhere else. */
    IssuedKey issue(KeyGrant grant) {
        IssuedKey issued = IssuedKey.fresh();
        database.with(handle -> insert(handle, issued.id(), issued.key().digest(), grant));
        return issued;
    }

    /**
     * Withdraws a key.
     *
     * @return whether there was such a key in force
     */
    boolean revoke(TenantId tenant, String useCase, String id) {
        return database.with(handle -> handle.createUpdate("""
                                update api_key set revoked = :now
                                where tenant = :tenant and id = :id and use_case = :use_case and revoked is null
                                """)
                        .bind("now", RegistryDatabase.time(Instant.now()))
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .bind("use_case", useCase)
                        .execute())
                > 0;
    }

    /** Whether this key gives exactly this and is the only one of its subject; a withdrawn one gives nothing for ever. */
    public boolean settled(AccessKey key, KeyGrant grant) {
        return database.with(handle -> handle.createQuery("""
                        select exists (select 1 from api_key
                                       where hash = :hash and tenant = :tenant
                                         and (subject, roles, use_case) is not distinct from
                                             (:subject, :roles, :use_case))
                           and not exists (select 1 from api_key
                                           where tenant = :tenant and subject = :subject and hash <> :hash
                                             and revoked is null)
                        """)
                .bind("hash", key.digest().value())
                .bind("tenant", grant.tenant().value())
                .bind("subject", grant.subject())
                .bindArray("roles", String.class, names(grant.roles()))
                .bind("use_case", grant.useCase())
                .mapTo(Boolean.class)
                .one());
    }

    /** How many keys of a subject are in force. */
    long inForce(TenantId tenant, String subject) {
        return database.with(handle -> handle.createQuery(
                        "select count(*) from api_key where tenant = :tenant and subject = :subject and revoked is null")
                .bind("tenant", tenant.value())
                .bind("subject", subject)
                .mapTo(Long.class)
                .one());
    }

    /** Whether there was such a key and it was withdrawn. */
    public boolean withdrawn(AccessKey key) {
        return database.with(handle -> handle.createQuery(
                                "select count(*) from api_key where hash = :hash and revoked is not null")
                        .bind("hash", key.digest().value())
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    /**
     * Makes this key the only one of its subject. A key that was withdrawn stays withdrawn.
     *
     * @throws IllegalStateException if the key is another tenant's
     */
    public void ensure(AccessKey key, KeyGrant grant) {
        database.inTransaction(handle -> {
            RegistryDatabase.lockName(handle, "key", grant.tenant().value(), grant.subject());
            handle.createUpdate("""
                            update api_key set revoked = :now
                            where tenant = :tenant and subject = :subject and hash <> :hash and revoked is null
                            """)
                    .bind("now", RegistryDatabase.time(Instant.now()))
                    .bind("tenant", grant.tenant().value())
                    .bind("subject", grant.subject())
                    .bind("hash", key.digest().value())
                    .execute();
            put(handle, key.digest(), grant);
        });
    }

    /** Everybody whom a key in force proves, by the key's hash. */
    Map<Digest, Caller> callers() {
        return database.with(handle -> {
            Map<Digest, Caller> callers = new HashMap<>();
            handle.createQuery("""
                            select k.tenant, k.id as key_id, k.subject, k.roles, k.hash, k.use_case, u.owner, u.purpose,
                                   u.data_categories, u.models, u.clearance, u.retention_days, u.daily_calls
                            from api_key k left join use_case u on u.tenant = k.tenant and u.id = k.use_case
                            where k.revoked is null
                            """)
                    .map((row, context) -> Map.entry(new Digest(row.getString("hash")), caller(row)))
                    .forEach(entry -> callers.put(entry.getKey(), entry.getValue()));
            return Map.copyOf(callers);
        });
    }

    private static void put(Handle handle, Digest hash, KeyGrant grant) {
        String owner = handle.createQuery("select tenant from api_key where hash = :hash")
                .bind("hash", hash.value())
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        if (owner == null) {
            insert(handle, IssuedKey.freshId(), hash, grant);
            return;
        }
        if (!owner.equals(grant.tenant().value())) {
            throw new IllegalStateException(
                    "the key given for " + grant.tenant() + " is another tenant's: make a fresh one");
        }
        handle.createUpdate(
                        "update api_key set subject = :subject, roles = :roles, use_case = :use_case where hash = :hash")
                .bind("subject", grant.subject())
                .bindArray("roles", String.class, names(grant.roles()))
                .bind("use_case", grant.useCase())
                .bind("hash", hash.value())
                .execute();
    }

    private static int insert(Handle handle, String id, Digest hash, KeyGrant grant) {
        return handle.createUpdate("""
                        insert into api_key (tenant, id, subject, roles, use_case, hash, created)
                        values (:tenant, :id, :subject, :roles, :use_case, :hash, :created)
                        """)
                .bind("tenant", grant.tenant().value())
                .bind("id", id)
                .bind("subject", grant.subject())
                .bindArray("roles", String.class, names(grant.roles()))
                .bind("use_case", grant.useCase())
                .bind("hash", hash.value())
                .bind("created", RegistryDatabase.time(Instant.now()))
                .execute();
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::wireName).sorted().toList();
    }

    private static Caller caller(ResultSet row) throws SQLException {
        UseCase useCase = row.getString("use_case") == null ? null : UseCases.read(row, "use_case");
        return new Caller(
                new TenantId(row.getString("tenant")),
                row.getString("subject"),
                row.getString("key_id"),
                RegistryDatabase.texts(row, "roles").stream().map(Role::of).collect(Collectors.toUnmodifiableSet()),
                useCase);
    }
}
