package dev.freehold.console.session.oidc;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.model.Digest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sign-ins under way, in memory, each known by a cookie of its browser: good once, for ten minutes, 1,000 at a time. */
final class SignInAttempts {
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 1_000;
    private static final int BYTES = 32;

    private final Map<Digest, SignInAttempt> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    SignInAttempts(Clock clock) {
        this.clock = clock;
    }

    /** An attempt, and what its browser keeps. */
    record Begun(AccessKey cookie, SignInAttempt attempt) {}

    /** Empty when too many are open. */
    Optional<Begun> begin() {
        Instant now = clock.instant();
        open.values().removeIf(attempt -> attempt.end().isBefore(now));
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        AccessKey cookie = AccessKey.of(text());
        SignInAttempt attempt = new SignInAttempt(text(), text(), text(), now.plus(LIFE));
        open.put(cookie.digest(), attempt);
        return Optional.of(new Begun(cookie, attempt));
    }

    /** Takes the attempt of a browser, which is good no more after it. */
    Optional<SignInAttempt> take(AccessKey cookie) {
        return Optional.ofNullable(open.remove(cookie.digest()))
                .filter(attempt -> !attempt.end().isBefore(clock.instant()));
    }

    private String text() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
