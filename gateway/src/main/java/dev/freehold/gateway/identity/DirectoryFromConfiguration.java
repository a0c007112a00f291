package dev.freehold.gateway.identity;

import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where no registry is in this process: that of {@code freehold.peer.registry.url}, else none. */
@Singleton
public class DirectoryFromConfiguration {
    @Produces
    @Singleton
    @DefaultBean
    CallerDirectory directory(Optional<RegistryFeed> feed) {
        return feed.isPresent() ? feed.get() : new NoDirectory();
    }
}
