package dev.freehold.registry.key;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.time.SteadyClock;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.memory.Refreshed;
import dev.freehold.registry.memory.Remembered;
import dev.freehold.registry.usecase.UseCases;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Callers by key and use cases by name, from memory.
 *
 * <p>The look-up is by the key's SHA-256: its time tells about the hash alone, from which nobody gets nearer to a key.
 */
@Singleton
public class KeyDirectory implements CallerDirectory, Refreshed {
    private final Remembered<Known> known;

    /** Read in one go, so that a key and its use case are of one age. */
    public record Known(Map<Digest, Caller> callers, Map<UseCases.Name, UseCase> useCases) {}

    @Inject
    KeyDirectory(Keys keys, UseCases useCases, RegistrySettings settings) {
        this(
                () -> new Known(keys.callers(), useCases.all()),
                SteadyClock.OF_THIS_PROCESS,
                settings.catalogue().maxAge());
    }

    KeyDirectory(Supplier<Known> source, InstantSource clock, Duration maxAge) {
        this.known = new Remembered<>(source, clock, maxAge);
    }

    @Override
    public Authentication authenticate(AccessKey key) {
        Known now = known.fresh().orElse(null);
        if (now == null) {
            return new Authentication.Unavailable(known.staleness());
        }
        Caller caller = now.callers().get(key.digest());
        return caller == null ? new Authentication.Unknown() : new Authentication.Known(caller);
    }

    @Override
    public NamedUseCase useCase(TenantId tenant, String id) {
        Known now = known.fresh().orElse(null);
        if (now == null) {
            return new NamedUseCase.Unavailable(known.staleness());
        }
        UseCase useCase = now.useCases().get(new UseCases.Name(tenant, id));
        return useCase == null ? new NamedUseCase.Unknown() : new NamedUseCase.Registered(useCase);
    }

    /** All of it at once, for those who keep a copy. */
    public Optional<Remembered.Reading<Known>> reading() {
        return known.reading();
    }

    @Override
    public void refresh() {
        known.refresh();
    }

    @Override
    public Optional<String> unready() {
        return known.fresh().isPresent() ? Optional.empty() : Optional.of(known.staleness());
    }
}
