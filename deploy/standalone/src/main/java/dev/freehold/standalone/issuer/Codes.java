package dev.freehold.standalone.issuer;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Authorization codes: kept as digests, good once and for a minute, for the one client that can answer their challenge. */
final class Codes {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final int MOST = 1_000;
    private static final int BYTES = 32;

    private final Map<Digest, Grant> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Codes(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a code stands for.
     *
     * @param challenge of PKCE (RFC 7636), method S256
     */
    record Grant(
            Caller caller,
            String client,
            String redirect,
            String challenge,
            @Nullable String nonce,
            Instant end) {}

    /** Empty when too many are open. */
    Optional<String> offer(Caller caller, String client, String redirect, String challenge, @Nullable String nonce) {
        Instant now = clock.instant();
        open.values().removeIf(grant -> grant.end().isBefore(now));
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String code = SigningKey.base64(secret);
        open.put(digest(code), new Grant(caller, client, redirect, challenge, nonce, now.plus(LIFE)));
        return Optional.of(code);
    }

    /** Takes a code, which is good no more after it, whether or not all else fits. */
    Optional<Grant> redeem(String code, String client, String redirect, String verifier) {
        Grant grant = open.remove(digest(code));
        return Optional.ofNullable(grant)
                .filter(found -> !found.end().isBefore(clock.instant()))
                .filter(found -> found.client().equals(client))
                .filter(found -> found.redirect().equals(redirect))
                .filter(found -> verifier.matches("[A-Za-z0-9._~-]{43,128}"))
                .filter(found -> found.challenge().equals(challenge(verifier)));
    }

    static String challenge(String verifier) {
        return SigningKey.base64(HexFormat.of().parseHex(digest(verifier).hex()));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
