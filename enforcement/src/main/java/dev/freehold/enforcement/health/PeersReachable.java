package dev.freehold.enforcement.health;

import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Names the services in other processes that cannot be reached. Without what the registry knows nobody can be let in, so that
 * alone makes this process unready; of the others it says so, and goes on with what it can.
 */
@Readiness
public class PeersReachable implements HealthCheck {
    private final Peers peers;
    private final Optional<RegistryFeed> feed;

    PeersReachable(Peers peers, Optional<RegistryFeed> feed) {
        this.peers = peers;
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("peers");
        for (Peer peer : peers.all()) {
            answer.withData(peer.name().wireName(), peer.trouble().orElse("no trouble"));
        }
        Optional<String> stale = feed.flatMap(RegistryFeed::unready);
        stale.ifPresent(why -> answer.withData("memory", why));
        return answer.status(stale.isEmpty()).build();
    }
}
