package dev.freehold.enforcement.cdi;

import dev.freehold.enforcement.http.InternalDoor;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.InternalVerifier;
import dev.freehold.enforcement.identity.internal.PeerKeys;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.TrustedAuthorities;
import dev.freehold.enforcement.peer.registry.RegistryFeed;
import dev.freehold.enforcement.peer.registry.RemoteArtifacts;
import dev.freehold.enforcement.time.SteadyClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Tells this process who it is among the services of this house, whom it may ask and who may ask it. */
@ApplicationScoped
public class PeerBeans {
    private static final Map<ServiceName, String> ADDRESSES = Map.of(
            ServiceName.REGISTRY, "freehold.peer.registry.url",
            ServiceName.FINETUNE_SERVICE, "freehold.peer.finetune-service.url",
            ServiceName.INFERENCE, "freehold.peer.inference.url",
            ServiceName.AUDIT, "freehold.peer.audit.url");

    @Produces
    @Dependent
    ServiceName self(Config config) {
        return service(config);
    }

    static ServiceName service(Config config) {
        return config.getOptionalValue("freehold.service", String.class)
                .map(ServiceName::of)
                .orElse(ServiceName.PLATFORM);
    }

    @Produces
    @Singleton
    InternalDoor door(ServiceName self, Config config, Clock clock) {
        return new InternalDoor(
                peerKeys(config, self).map(folder -> new InternalVerifier(self, new PeerKeys(folder, clock), clock)));
    }

    @Produces
    @Singleton
    Peers peers(ServiceName self, Config config, Clock clock) {
        Map<ServiceName, Peers.Configured> addresses = new EnumMap<>(ServiceName.class);
        ADDRESSES.forEach((name, key) -> config.getOptionalValue(key, URI.class)
                .ifPresent(address -> addresses.put(name, new Peers.Configured(key, address))));
        return new Peers(
                addresses,
                TrustedAuthorities.of(config.getOptionalValue("freehold.peer.tls.trust", Path.class)),
                () -> new InternalTokens(self, key(config), clock));
    }

    /** Empty where this process was told of no registry. */
    @Produces
    @Singleton
    Optional<RegistryFeed> registryFeed(Peers peers, Config config) {
        return peers.find(ServiceName.REGISTRY)
                .map(registry -> new RegistryFeed(
                        registry,
                        SteadyClock.OF_THIS_PROCESS,
                        config.getOptionalValue("freehold.peer.registry.max-age", Duration.class)
                                .orElse(Duration.ofSeconds(30))));
    }

    /** Empty where this process was told of no registry. */
    @Produces
    @Singleton
    Optional<RemoteArtifacts> remoteArtifacts(Peers peers, Config config, Clock clock) {
        return peers.find(ServiceName.REGISTRY)
                .map(registry -> new RemoteArtifacts(
                        registry,
                        EnforcementBeans.home(config).resolve("cache").resolve("registry"),
                        config.getOptionalValue("freehold.peer.registry.artifacts.max-bytes", Long.class)
                                .orElse(20L << 30),
                        clock));
    }

    void close(@Disposes Optional<RegistryFeed> feed) {
        feed.ifPresent(RegistryFeed::close);
    }

    /** Wrong settings stop the start, not the first call; and peers find the key of a process that has started. */
    void start(
            @Observes Startup started,
            InternalDoor door,
            Optional<RegistryFeed> feed,
            ServiceName self,
            Config config) {
        feed.ifPresent(RegistryFeed::start);
        config.getOptionalValue("freehold.internal.publish", Path.class)
                .ifPresent(folder -> key(config).publish(folder, self, RecordingBeans.source(config)));
    }

    private static Optional<Path> peerKeys(Config config, ServiceName self) {
        return self.facesPeople() ? Optional.empty() : config.getOptionalValue("freehold.internal.peers", Path.class);
    }

    private static ServiceKey key(Config config) {
        return ServiceKey.at(config.getOptionalValue("freehold.internal.key", Path.class)
                .orElseGet(() -> EnforcementBeans.home(config)
                        .resolve("keys")
                        .resolve("internal")
                        .resolve("private.pem")));
    }
}
