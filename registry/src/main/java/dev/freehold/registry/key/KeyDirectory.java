package dev.freehold.registry.key;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.model.Digest;
import dev.freehold.registry.RegistrySettings;
import dev.freehold.registry.memory.Refreshed;
import dev.freehold.registry.memory.Remembered;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Callers by key, from memory.
 *
 * <p>The look-up is by the key's SHA-256: its time tells about the hash alone, from which nobody gets nearer to a key.
 */
@Singleton
public class KeyDirectory implements CallerDirectory, Refreshed {
    private final Remembered<Map<Digest, Caller>> callers;

    @Inject
    KeyDirectory(Keys keys, RegistrySettings settings, Clock clock) {
        this(keys::callers, clock, settings.catalogue().maxAge());
    }

    KeyDirectory(Supplier<Map<Digest, Caller>> source, InstantSource clock, Duration maxAge) {
        this.callers = new Remembered<>(source, clock, maxAge);
    }

    @Override
    public Authentication authenticate(AccessKey key) {
        Map<Digest, Caller> known = callers.fresh().orElse(null);
        if (known == null) {
            return new Authentication.Unavailable(callers.staleness());
        }
        Caller caller = known.get(key.digest());
        return caller == null ? new Authentication.Unknown() : new Authentication.Known(caller);
    }

    @Override
    public void refresh() {
        callers.refresh();
    }

    @Override
    public Optional<String> unready() {
        return callers.fresh().isPresent() ? Optional.empty() : Optional.of(callers.staleness());
    }
}
