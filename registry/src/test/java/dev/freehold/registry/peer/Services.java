package dev.freehold.registry.peer;

import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.TrustedAuthorities;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The other services of the house, with keys that the registry under test knows. */
final class Services {
    private final Map<ServiceName, ServiceKey> keys = new EnumMap<>(ServiceName.class);
    private final URI registry;

    Services(Path home, int port) {
        this.registry = URI.create("http://127.0.0.1:" + port);
        for (ServiceName name : ServiceName.values()) {
            ServiceKey key = ServiceKey.at(home.resolve("keys-of-services").resolve(name.wireName() + ".pem"));
            key.publish(home.resolve("peers"), name, name.wireName() + "-1");
            keys.put(name, key);
        }
    }

    /** The registry, as that service reaches it. */
    Peer registryFor(ServiceName asker) {
        return new Peers(
                        Map.of(ServiceName.REGISTRY, new Peers.Configured("freehold.peer.registry.url", registry)),
                        TrustedAuthorities.of(Optional.empty()),
                        () -> tokens(asker))
                .find(ServiceName.REGISTRY)
                .orElseThrow();
    }

    InternalTokens tokens(ServiceName issuer) {
        return new InternalTokens(issuer, keys.get(issuer), Clock.systemUTC());
    }
}
