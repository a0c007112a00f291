package dev.freehold.finetune.peer;

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

/** The other services of the house, with keys that fine-tuning under test knows. */
final class Services {
    private final Map<ServiceName, ServiceKey> keys = new EnumMap<>(ServiceName.class);
    private final URI tuning;

    Services(Path folder, int port) {
        this.tuning = URI.create("http://127.0.0.1:" + port);
        for (ServiceName name : ServiceName.values()) {
            ServiceKey key = ServiceKey.at(folder.resolve("keys-of-services").resolve(name.wireName() + ".pem"));
            key.publish(folder.resolve("peers"), name, name.wireName() + "-1");
            keys.put(name, key);
        }
    }

    /** Fine-tuning, as that service reaches it. */
    Peer tuningFor(ServiceName asker) {
        return new Peers(
                        Map.of(
                                ServiceName.FINETUNE_SERVICE,
                                new Peers.Configured("freehold.peer.finetune-service.url", tuning)),
                        TrustedAuthorities.of(Optional.empty()),
                        () -> tokens(asker))
                .find(ServiceName.FINETUNE_SERVICE)
                .orElseThrow();
    }

    InternalTokens tokens(ServiceName issuer) {
        return new InternalTokens(issuer, keys.get(issuer), Clock.systemUTC());
    }
}
