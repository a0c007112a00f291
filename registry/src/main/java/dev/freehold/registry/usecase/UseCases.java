package dev.freehold.registry.usecase;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.RegistryName;
import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/** The registered use cases. */
@Singleton
public class UseCases {
    /** Largest page of a listing. */
    public static final int LARGEST_PAGE = 200;

    private static final String INSERT = """
            insert into use_case (tenant, id, owner, purpose, data_categories, models, clearance, retention_days,
                                  daily_calls, created)
            values (:tenant, :id, :owner, :purpose, :data_categories, :models, :clearance, :retention_days,
                    :daily_calls, :created)
            """;
    private final RegistryDatabase database;

    public UseCases(RegistryDatabase database) {
        this.database = database;
    }

    /**
     * Registers a new use case.
     *
     * @throws ProblemException if its name cannot be used or is taken
     */
    public void create(UseCase useCase) {
        RegistryName.checked(useCase.id());
        int added = database.with(handle -> bound(handle.createUpdate(INSERT + "on conflict do nothing"), useCase)
                .execute());
        if (added == 0) {
            throw new ProblemException(
                    RegistryProblems.TAKEN, "there is a use case with the id " + useCase.id() + " already");
        }
    }

    /** Makes the use case be as given. */
    public void ensure(UseCase useCase) {
        RegistryName.checked(useCase.id());
        String update = """
                on conflict (tenant, id) do update set
                    owner = excluded.owner, purpose = excluded.purpose, data_categories = excluded.data_categories,
                    models = excluded.models, clearance = excluded.clearance,
                    retention_days = excluded.retention_days, daily_calls = excluded.daily_calls
                """;
        database.with(
                handle -> bound(handle.createUpdate(INSERT + update), useCase).execute());
    }

    public Optional<UseCase> find(TenantId tenant, String id) {
        return database.with(handle -> handle.createQuery("select * from use_case where tenant = :tenant and id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> read(row, "id"))
                .findOne());
    }

    /** What a use case is found by. */
    public record Name(TenantId tenant, String id) {}

    /** All of them, by name: for whoever keeps them in memory. */
    public Map<Name, UseCase> all() {
        return database.with(handle -> {
            Map<Name, UseCase> all = new HashMap<>();
            handle.createQuery("select * from use_case")
                    .map((row, context) -> read(row, "id"))
                    .forEach(useCase -> all.put(new Name(useCase.tenant(), useCase.id()), useCase));
            return Map.copyOf(all);
        });
    }

    /**
     * A page of use cases, by id.
     *
     * @param after only ids that sort behind this one
     */
    public List<UseCase> list(TenantId tenant, String after) {
        return database.with(handle -> handle.createQuery(
                        "select * from use_case where tenant = :tenant and id > :after order by id limit :limit")
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", LARGEST_PAGE)
                .map((row, context) -> read(row, "id"))
                .list());
    }

    /**
     * Reads a use case from a row that has its columns.
     *
     * @param idColumn name of the column with its id
     */
    public static UseCase read(ResultSet row, String idColumn) throws SQLException {
        return new UseCase(
                new TenantId(row.getString("tenant")),
                row.getString(idColumn),
                row.getString("owner"),
                row.getString("purpose"),
                RegistryDatabase.texts(row, "data_categories"),
                RegistryDatabase.texts(row, "models"),
                Confidentiality.of(row.getString("clearance")),
                row.getInt("retention_days"),
                row.getLong("daily_calls"));
    }

    private static Update bound(Update statement, UseCase useCase) {
        return statement
                .bind("tenant", useCase.tenant().value())
                .bind("id", useCase.id())
                .bind("owner", useCase.owner())
                .bind("purpose", useCase.purpose())
                .bindArray("data_categories", String.class, useCase.dataCategories())
                .bindArray("models", String.class, useCase.models())
                .bind("clearance", useCase.clearance().wireName())
                .bind("retention_days", useCase.retentionDays())
                .bind("daily_calls", useCase.dailyCalls())
                .bind("created", RegistryDatabase.time(Instant.now()));
    }
}
