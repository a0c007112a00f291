package dev.freehold.enforcement.identity.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Services with their keys, and a clock that stands until it is moved. */
final class House {
    final Path keys;
    private final Path folder;
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    House(Path folder) throws IOException {
        this.folder = folder;
        this.keys = Files.createDirectories(folder.resolve("peers"));
    }

    InstantSource clock() {
        return () -> now;
    }

    void move(long seconds) {
        now = now.plusSeconds(seconds);
    }

    long second() {
        return now.getEpochSecond();
    }

    /** A service whose public key is known. */
    ServiceKey join(ServiceName service) {
        ServiceKey key = stranger(service.wireName());
        key.publish(keys, service, service.wireName() + "-1");
        return key;
    }

    /** A key that nobody knows. */
    ServiceKey stranger(String name) {
        return ServiceKey.at(folder.resolve(name).resolve("private.pem"));
    }

    InternalVerifier verifier(ServiceName self) {
        return new InternalVerifier(self, new PeerKeys(keys, clock()), clock());
    }

    InternalTokens tokens(ServiceName issuer, ServiceKey key) {
        return new InternalTokens(issuer, key, clock());
    }
}
