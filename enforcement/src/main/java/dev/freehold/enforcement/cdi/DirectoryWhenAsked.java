package dev.freehold.enforcement.cdi;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The directory of callers: this process's own where it has one, else that of a registry in another process.
 *
 * <p>Filters are made before services are: who looks for the directory then would start it too early, so it is looked for when
 * a caller comes.
 */
@Singleton
class DirectoryWhenAsked {
    private static final String NONE = "This process has no caller directory.";
    private final Instance<CallerDirectory> own;
    private final Instance<Optional<RegistryFeed>> feed;

    DirectoryWhenAsked(Instance<CallerDirectory> own, Instance<Optional<RegistryFeed>> feed) {
        this.own = own;
        this.feed = feed;
    }

    CallerDirectory directory() {
        return new CallerDirectory() {
            @Override
            public Authentication authenticate(AccessKey key) {
                return found().map(directory -> directory.authenticate(key))
                        .orElseGet(() -> new Authentication.Unavailable(NONE));
            }

            @Override
            public NamedUseCase useCase(TenantId tenant, String id) {
                return found().map(directory -> directory.useCase(tenant, id))
                        .orElseGet(() -> new NamedUseCase.Unavailable(NONE));
            }
        };
    }

    private Optional<CallerDirectory> found() {
        return own.isResolvable() ? Optional.of(own.get()) : feed.get().map(remote -> remote);
    }
}
