package dev.freehold.console.start;

import dev.freehold.console.start.http.RemoteKeys;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where no registry is in this process: that of {@code freehold.peer.registry.url}, else none. */
@Singleton
public class RegistryFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    ModelCatalogue catalogue(Optional<RegistryFeed> feed) {
        return feed.isPresent() ? feed.get() : new UnreachableCatalogue();
    }

    @Produces
    @Singleton
    @DefaultBean
    OwnKeys keys(Peers peers) {
        return peers.find(ServiceName.REGISTRY)
                .<OwnKeys>map(registry -> new RemoteKeys(registry, UnreachableKeys.UNREACHABLE))
                .orElseGet(UnreachableKeys::new);
    }
}
