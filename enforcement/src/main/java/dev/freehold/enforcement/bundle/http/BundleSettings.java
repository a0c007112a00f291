package dev.freehold.enforcement.bundle.http;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.enforcement.wire.BoundedClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * From where bundles are taken, and for how long one is good.
 *
 * @param tenant whose bundle it is; nobody else is decided for
 * @param address of the bundle in OPA's bundle protocol
 * @param keys file of the public keys that are trusted
 * @param directory where the bundle in force is kept for the next start
 * @param maxAge time since the server last said that the bundle is in force, past which nobody is decided for
 * @param hold how long the server may hold a request until there is a newer bundle
 * @param pause longest pause after a request that failed
 */
public record BundleSettings(
        TenantId tenant, URI address, Path keys, Path directory, Duration maxAge, Duration hold, Duration pause) {
    public BundleSettings {
        BoundedClient.secure("freehold.policy.bundle.url", address);
        bounded("freehold.policy.bundle.wait", hold, Duration.ofSeconds(1), Duration.ofMinutes(5));
        bounded("freehold.policy.bundle.pause", pause, Duration.ofMillis(100), Duration.ofMinutes(5));
        bounded("freehold.policy.bundle.max-age", maxAge, Duration.ofSeconds(10), Duration.ofDays(7));
        if (maxAge.compareTo(hold) <= 0) {
            throw new IllegalArgumentException(
                    "freehold.policy.bundle.max-age is longer than freehold.policy.bundle.wait: a bundle is confirmed once a wait");
        }
    }

    private static void bounded(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + " is " + least + " to " + most);
        }
    }
}
