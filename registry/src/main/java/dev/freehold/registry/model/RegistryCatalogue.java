package dev.freehold.registry.model;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.enforcement.time.SteadyClock;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.memory.Refreshed;
import dev.freehold.registry.memory.Remembered;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Model versions by name and digest, from memory. */
@Singleton
public class RegistryCatalogue implements ModelCatalogue, Refreshed {
    private final Remembered<KnownModels> models;

    @Inject
    RegistryCatalogue(VersionListing listing, RegistrySettings settings) {
        this(listing::read, SteadyClock.OF_THIS_PROCESS, settings.catalogue().maxAge());
    }

    RegistryCatalogue(Supplier<KnownModels> source, InstantSource clock, Duration maxAge) {
        this.models = new Remembered<>(source, clock, maxAge);
    }

    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        KnownModels known = models.fresh().orElse(null);
        if (known == null) {
            return new Resolution.Unavailable(models.staleness());
        }
        ModelVersion version = known.find(tenant, nameOrDigest);
        return version == null ? new Resolution.Unknown() : new Resolution.Resolved(version);
    }

    /** {@inheritDoc} A catalogue that is too old lists nothing. */
    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return models.fresh().map(known -> known.current(tenant)).orElse(List.of());
    }

    /** All of it at once, for those who keep a copy. */
    public Optional<Remembered.Reading<KnownModels>> reading() {
        return models.reading();
    }

    @Override
    public void refresh() {
        models.refresh();
    }

    @Override
    public Optional<String> unready() {
        return models.fresh().isPresent() ? Optional.empty() : Optional.of(models.staleness());
    }
}
