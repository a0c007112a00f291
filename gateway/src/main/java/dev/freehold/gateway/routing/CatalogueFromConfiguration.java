package dev.freehold.gateway.routing;

import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where no registry is in this process: that of {@code freehold.peer.registry.url}, else none. */
@Singleton
public class CatalogueFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    ModelCatalogue catalogue(Optional<RegistryFeed> feed) {
        return feed.isPresent() ? feed.get() : new NoCatalogue();
    }
}
