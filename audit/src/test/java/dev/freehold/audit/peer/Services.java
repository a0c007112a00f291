package dev.freehold.audit.peer;

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

/** The other services of the house, with keys that the audit service under test knows. */
final class Services {
    private final Map<ServiceName, ServiceKey> keys = new EnumMap<>(ServiceName.class);
    private final URI audit;

    Services(Path home, int port) {
        this.audit = URI.create("http://127.0.0.1:" + port);
        for (ServiceName name : ServiceName.values()) {
            ServiceKey key = ServiceKey.at(home.resolve("keys-of-services").resolve(name.wireName() + ".pem"));
            key.publish(home.resolve("peers"), name, name.wireName() + "-1");
            keys.put(name, key);
        }
    }

    /** The audit service, as that service reaches it. */
    Peer auditFor(ServiceName asker) {
        return new Peers(
                        Map.of(ServiceName.AUDIT, new Peers.Configured("freehold.peer.audit.url", audit)),
                        TrustedAuthorities.of(Optional.empty()),
                        () -> tokens(asker))
                .find(ServiceName.AUDIT)
                .orElseThrow();
    }

    InternalTokens tokens(ServiceName issuer) {
        return new InternalTokens(issuer, keys.get(issuer), Clock.systemUTC());
    }
}
