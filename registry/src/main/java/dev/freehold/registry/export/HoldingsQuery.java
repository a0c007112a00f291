package dev.freehold.registry.export;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.database.RegistryDatabase;
import dev.freehold.registry.model.ModelVersions;
import dev.freehold.registry.tuning.Datasets;
import dev.freehold.registry.usecase.UseCases;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the registry holds of a tenant. Quarantined versions stay behind: nobody has looked at them yet. */
@Singleton
class HoldingsQuery {
    private static final int SHORT_DIGEST = 16;
    private final RegistryDatabase database;
    private final ModelVersions versions;
    private final Datasets datasets;
    private final UseCases useCases;

    HoldingsQuery(RegistryDatabase database, ModelVersions versions, Datasets datasets, UseCases useCases) {
        this.database = database;
        this.versions = versions;
        this.datasets = datasets;
        this.useCases = useCases;
    }

    Holdings of(TenantId tenant) {
        List<Holdings.HeldModel> models = new ArrayList<>();
        for (Digest digest : digests(tenant, "model_version", "state <> 'quarantined'")) {
            ModelVersion version = versions.find(tenant, digest).orElseThrow().version();
            models.add(new Holdings.HeldModel(
                    version,
                    "models/" + version.name() + "/" + digest.hex().substring(0, SHORT_DIGEST),
                    versions.manifest(tenant, digest).orElseThrow().files()));
        }
        return new Holdings(
                tenant,
                models,
                digests(tenant, "dataset_version", "true").stream()
                        .map(digest -> datasets.find(tenant, digest).orElseThrow())
                        .toList(),
                useCases(tenant),
                aliases(tenant));
    }

    private List<Digest> digests(TenantId tenant, String table, String condition) {
        return database.with(handle -> handle.createQuery("select digest from " + table + " where tenant = :tenant and "
                        + condition + " order by name, created, digest")
                .bind("tenant", tenant.value())
                .map((row, context) -> new Digest(row.getString("digest")))
                .list());
    }

    private List<UseCase> useCases(TenantId tenant) {
        List<UseCase> all = new ArrayList<>();
        List<UseCase> page = useCases.list(tenant, "");
        while (!page.isEmpty()) {
            all.addAll(page);
            page = useCases.list(tenant, page.get(page.size() - 1).id());
        }
        return all;
    }

    private SortedMap<String, String> aliases(TenantId tenant) {
        SortedMap<String, String> aliases = new TreeMap<>();
        database.with(handle -> handle.createQuery("select name, digest from alias where tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .map((row, context) -> List.of(row.getString("name"), row.getString("digest")))
                        .list())
                .forEach(row -> aliases.put(row.get(0), row.get(1)));
        return aliases;
    }
}
