package dev.freehold.enforcement.identity.jwt;

import dev.freehold.contracts.identity.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Whose tokens are taken.
 *
 * @param issuer exactly as tokens name it
 * @param audience that tokens must be meant for
 * @param keys where the issuer publishes its keys (RFC 7517)
 * @param skew how far clocks may differ
 * @param maxAge age past which keys are no longer trusted without another look
 * @param parties clients whose tokens may carry every role; those of any other carry that of an application at most
 */
public record TokenSettings(
        TenantId tenant,
        String issuer,
        String audience,
        URI keys,
        Duration skew,
        Duration maxAge,
        Set<String> parties) {
    /** How the names of the accounts begin that the registry makes for applications. */
    public static final String APPLICATIONS = "application-";

    private static final int MOST_PARTIES = 64;
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofHours(24);

    public TokenSettings {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("freehold.oidc.issuer and freehold.oidc.audience go together");
        }
        if (!"https".equals(keys.getScheme()) && !loopback(keys)) {
            throw new IllegalArgumentException("freehold.oidc.keys is an https address, or one of this machine");
        }
        if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("freehold.oidc.skew is 0 to 5 min");
        }
        if (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(OLDEST) > 0) {
            throw new IllegalArgumentException("freehold.oidc.max-age is 1 s to 24 h");
        }
        parties = Set.copyOf(parties);
        if (parties.size() > MOST_PARTIES
                || parties.stream().anyMatch(party -> party.isBlank() || party.startsWith(APPLICATIONS))) {
            throw new IllegalArgumentException("freehold.oidc.parties names up to " + MOST_PARTIES
                    + " clients, none that begins with " + APPLICATIONS + ": those are applications");
        }
    }

    private static boolean loopback(URI uri) {
        String host = uri.getHost();
        return "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
    }
}
