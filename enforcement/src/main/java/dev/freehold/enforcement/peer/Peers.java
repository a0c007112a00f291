package dev.freehold.enforcement.peer;

import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The services of this house that are other processes and that this one was told of. */
public final class Peers {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private final Map<ServiceName, Peer> peers = new EnumMap<>(ServiceName.class);

    /**
     * @param addresses where they are, each under the key that says so
     * @param trust whose certificates are trusted
     * @param tokens asked for only where there is a peer
     */
    public Peers(Map<ServiceName, Configured> addresses, SSLContext trust, Supplier<InternalTokens> tokens) {
        if (addresses.isEmpty()) {
            return;
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .build();
        InternalTokens signer = tokens.get();
        addresses.forEach((name, configured) -> peers.put(
                name, new Peer(name, PeerAddress.of(configured.key(), configured.address()), client, signer)));
    }

    /** An address, and the configuration key that gave it. */
    public record Configured(String key, URI address) {}

    /** The peer of that name; empty where none is configured. */
    public Optional<Peer> find(ServiceName name) {
        return Optional.ofNullable(peers.get(name));
    }

    public List<Peer> all() {
        return List.copyOf(peers.values());
    }
}
