package dev.freehold.registry.model;

import dev.freehold.contracts.model.KnownModels;
import dev.freehold.registry.database.RegistryDatabase;
import jakarta.inject.Singleton;

/** Reads every version at once, for the catalogue in memory. */
@Singleton
class VersionListing {
    private final RegistryDatabase database;

    VersionListing(RegistryDatabase database) {
        this.database = database;
    }

    KnownModels read() {
        return new KnownModels(database.with(handle -> handle.createQuery("""
                        select v.*, a.digest is not null as named
                        from model_version v
                        left join alias a on a.tenant = v.tenant and a.name = v.name and a.digest = v.digest
                        order by v.created, v.digest
                        """)
                .map((row, context) -> new KnownModels.Entry(VersionRows.version(row), row.getBoolean("named")))
                .list()));
    }
}
