package dev.freehold.console.session.oidc;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Sessions;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, in memory: a restart signs everybody out here, and nobody at the identity provider.
 *
 * <p>A session lives for eight hours and ends after thirty idle minutes; there are at most 1,000, and eight of one person: who
 * opens a ninth loses the one that was left alone longest. Who somebody is, and what
 * they may, is asked anew when the access token has ended, every five minutes: whoever was disabled is out by then.
 */
final class OidcSessions implements Sessions {
    static final Duration LIFE = Duration.ofHours(8);
    static final Duration IDLE = Duration.ofMinutes(30);
    static final int EACH = 8;
    private static final int MOST = 1_000;
    private static final int BYTES = 32;
    private static final System.Logger LOG = System.getLogger(OidcSessions.class.getName());

    private final Map<Digest, Session> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Issuer issuer;
    private final PresentedTokens tokens;
    private final Clock clock;

    OidcSessions(Issuer issuer, PresentedTokens tokens, Clock clock) {
        this.issuer = issuer;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** One browser's session; its own lock keeps a refresh token from being used twice. */
    private static final class Session {
        private final Instant end;
        private volatile Caller caller;
        private @Nullable String refresh;
        private Instant known;
        private volatile Instant used;

        Session(Caller caller, @Nullable String refresh, Instant known, Instant now) {
            this.caller = caller;
            this.refresh = refresh;
            this.known = known;
            this.used = now;
            this.end = now.plus(LIFE);
        }

        boolean belongsTo(Caller other) {
            return caller.subject().equals(other.subject()) && caller.tenant().equals(other.tenant());
        }
    }

    /** Opens a session for whom the issuer proved; empty when too many are open. */
    synchronized Optional<AccessKey> open(Caller caller, Issuer.Tokens proved) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> over(session, now));
        makeRoom(caller);
        if (sessions.size() >= MOST) {
            return Optional.empty();
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        AccessKey token = AccessKey.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        sessions.put(token.digest(), new Session(caller, proved.refresh(), now.plusSeconds(proved.expiresIn()), now));
        return Optional.of(token);
    }

    /** The identity provider is not told: there, the sessions of one browser are one. */
    private void makeRoom(Caller caller) {
        List<Map.Entry<Digest, Session>> theirs = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().belongsTo(caller))
                .sorted(Comparator.comparing(entry -> entry.getValue().used))
                .toList();
        theirs.subList(0, Math.max(0, theirs.size() - EACH + 1)).forEach(entry -> sessions.remove(entry.getKey()));
    }

    @Override
    public Authentication resolve(AccessKey sessionToken) {
        Session session = sessions.get(sessionToken.digest());
        if (session == null) {
            return new Authentication.Unknown();
        }
        synchronized (session) {
            Instant now = clock.instant();
            if (over(session, now)) {
                sessions.remove(sessionToken.digest());
                return new Authentication.Unknown();
            }
            Authentication answer = session.known.isAfter(now)
                    ? new Authentication.Known(session.caller)
                    : again(sessionToken, session, now);
            if (answer instanceof Authentication.Known) {
                session.used = now;
            }
            return answer;
        }
    }

    private Authentication again(AccessKey sessionToken, Session session, Instant now) {
        try {
            if (session.refresh == null) {
                throw new Issuer.Refused("no refresh token");
            }
            Issuer.Tokens proved = issuer.refresh(session.refresh);
            // The old one is spent, whatever comes next.
            session.refresh = proved.refresh();
            Authentication who = tokens.authenticate(proved.access());
            if (who instanceof Authentication.Known known
                    && known.caller().subject().equals(session.caller.subject())) {
                session.caller = known.caller();
                session.known = now.plusSeconds(proved.expiresIn());
                return who;
            }
            if (who instanceof Authentication.Unavailable) {
                return who;
            }
            throw new Issuer.Refused("its new token is not taken");
        } catch (Issuer.Refused ended) {
            sessions.remove(sessionToken.digest());
            return new Authentication.Unknown();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the identity provider cannot be asked: {0}", e.toString());
            return new Authentication.Unavailable("The identity provider cannot be asked who you are.");
        }
    }

    @Override
    public void end(AccessKey sessionToken) {
        Session session = sessions.remove(sessionToken.digest());
        if (session == null) {
            return;
        }
        synchronized (session) {
            forget(session.refresh);
        }
    }

    /** Ends what the issuer keeps of a sign-in; where it cannot be reached, its own limits end it. */
    void forget(@Nullable String refreshToken) {
        if (refreshToken != null) {
            try {
                issuer.revoke(refreshToken);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the identity provider was not told of an end: {0}", e.toString());
            }
        }
    }

    private static boolean over(Session session, Instant now) {
        return session.end.isBefore(now) || session.used.plus(IDLE).isBefore(now);
    }
}
