package dev.freehold.registry.model;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.Manifest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.registry.database.RegistryDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of {@code model_version}, read. */
final class VersionRows {
    private VersionRows() {}

    static ModelVersion version(ResultSet row) throws SQLException {
        String lineage = row.getString("lineage");
        return new ModelVersion(
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                new Digest(row.getString("digest")),
                ModelKind.of(row.getString("kind")),
                ModelState.of(row.getString("state")),
                RegistryDatabase.texts(row, "tasks"),
                row.getString("licence"),
                document(row.getString("label"), Label.class),
                row.getString("creator"),
                RegistryDatabase.time(row, "created"),
                lineage == null ? null : document(lineage, Lineage.class),
                LeakTest.of(row.getString("leak_test")));
    }

    static Lifecycle lifecycle(ResultSet row) throws SQLException {
        ModelVersion version = version(row);
        return switch (version.state()) {
            case QUARANTINED -> new Lifecycle.Quarantined(version);
            case VETTED -> new Lifecycle.Vetted(version, new Evaluation(row.getString("evaluation")));
            case APPROVED -> new Lifecycle.Approved(version);
            case RETIRED -> new Lifecycle.Retired(version);
            // Which state it was revoked from does not matter any more: nothing leads out of this one.
            case REVOKED -> new Lifecycle.Revoked(version, ModelState.REVOKED);
        };
    }

    static Manifest.ManifestFile file(ResultSet row) throws SQLException {
        return new Manifest.ManifestFile(
                row.getString("path"), new Digest(row.getString("digest")).hex(), row.getLong("size"));
    }

    private static <T> T document(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
