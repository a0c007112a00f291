package dev.freehold.registry.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.problem.RegistryProblems;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The registered dataset versions. */
@Singleton
public class Datasets {
    private final RegistryDatabase database;

    Datasets(RegistryDatabase database) {
        this.database = database;
    }

    /**
     * Adds a version, or finds the same one under the name that it got first.
     *
     * @throws ProblemException if the same rows are registered under a label that is wider
     */
    DatasetVersion add(DatasetVersion fresh, long size) {
        database.with(handle -> handle.createUpdate("""
                        insert into dataset_version (tenant, digest, name, size, rows, masked, label, creator, created)
                        values (:tenant, :digest, :name, :size, :rows, :masked, :label, :creator, :created)
                        on conflict (tenant, digest) do nothing
                        """)
                .bind("tenant", fresh.tenant().value())
                .bind("digest", fresh.digest().value())
                .bind("name", fresh.name())
                .bind("size", size)
                .bind("rows", fresh.rows())
                .bind("masked", fresh.masked())
                .bind("label", json(fresh.label()))
                .bind("creator", fresh.creator())
                .bind("created", RegistryDatabase.time(fresh.created()))
                .execute());
        DatasetVersion kept = find(fresh.tenant(), fresh.digest()).orElseThrow();
        // A version never gets wider or narrower; to take it under a narrower label, its rows must differ.
        if (!kept.label().join(fresh.label()).equals(kept.label())) {
            throw new ProblemException(
                    RegistryProblems.TAKEN,
                    "these rows are registered under a label that allows more than the new one");
        }
        return kept;
    }

    public Optional<DatasetVersion> find(TenantId tenant, Digest digest) {
        return database.with(handle -> handle.createQuery(
                        "select * from dataset_version where tenant = :tenant and digest = :digest")
                .bind("tenant", tenant.value())
                .bind("digest", digest.value())
                .map((row, context) -> read(row))
                .findOne());
    }

    private static DatasetVersion read(ResultSet row) throws SQLException {
        return new DatasetVersion(
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                new Digest(row.getString("digest")),
                row.getLong("rows"),
                row.getLong("masked"),
                Json.read(row.getString("label").getBytes(StandardCharsets.UTF_8), Label.class),
                row.getString("creator"),
                RegistryDatabase.time(row, "created"));
    }

    private static String json(Label label) {
        try {
            return Json.MAPPER.writeValueAsString(label);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a label is always JSON", e);
        }
    }
}
