package dev.freehold.gateway.routing;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.model.Resolution;
import java.util.List;

/** Stands in where no registry is connected: no name can be trusted, so each call is refused. */
final class NoCatalogue implements ModelCatalogue {
    @Override
    public Resolution resolve(TenantId tenant, String nameOrDigest) {
        return new Resolution.Unavailable("no registry is connected to this gateway");
    }

    @Override
    public List<ModelVersion> list(TenantId tenant) {
        return List.of();
    }
}
