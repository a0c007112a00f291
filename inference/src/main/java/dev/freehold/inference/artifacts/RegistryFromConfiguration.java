package dev.freehold.inference.artifacts;

import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import dev.freehold.enforcement.peer.registry.RemoteArtifacts;
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
        return feed.isPresent() ? feed.get() : new NoCatalogue();
    }

    @Produces
    @Singleton
    @DefaultBean
    ModelArtifacts artifacts(Optional<RemoteArtifacts> remote) {
        return remote.isPresent() ? remote.get() : new NoArtifacts();
    }
}
