package dev.freehold.standalone.signin;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.model.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who is signed in here, in memory: a restart signs everybody out.
 *
 * <p>Links and sessions are random and kept as digests. A link works once and for ten minutes, a session for eight
 * hours; there are at most 1,000 of each.
 */
@ApplicationScoped
public class LocalSessions implements Sessions {
    static final Duration LINK_LIFE = Duration.ofMinutes(10);
    static final Duration SESSION_LIFE = Duration.ofHours(8);
    private static final int MOST = 1_000;

    private final ConcurrentMap<Digest, Grant> links = new ConcurrentHashMap<>();
    private final ConcurrentMap<Digest, Grant> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    LocalSessions(Clock clock) {
        this.clock = clock;
    }

    private record Grant(Caller caller, Instant end) {}

    /** Makes a link's code for a proved caller; empty when too many are open. */
    Optional<AccessKey> offer(Caller caller) {
        return grant(links, caller, LINK_LIFE);
    }

    /** Turns a code into a session, once. */
    Optional<AccessKey> redeem(AccessKey code) {
        Grant grant = links.remove(code.digest());
        return grant == null || grant.end().isBefore(clock.instant())
                ? Optional.empty()
                : grant(sessions, grant.caller(), SESSION_LIFE);
    }

    @Override
    public Authentication resolve(AccessKey sessionToken) {
        Grant grant = sessions.get(sessionToken.digest());
        if (grant == null || grant.end().isBefore(clock.instant())) {
            return new Authentication.Unknown();
        }
        return new Authentication.Known(grant.caller());
    }

    @Override
    public void end(AccessKey sessionToken) {
        sessions.remove(sessionToken.digest());
    }

    private Optional<AccessKey> grant(ConcurrentMap<Digest, Grant> grants, Caller caller, Duration life) {
        Instant now = clock.instant();
        grants.values().removeIf(grant -> grant.end().isBefore(now));
        if (grants.size() >= MOST) {
            return Optional.empty();
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        AccessKey token = AccessKey.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        grants.put(token.digest(), new Grant(caller, now.plus(life)));
        return Optional.of(token);
    }
}
