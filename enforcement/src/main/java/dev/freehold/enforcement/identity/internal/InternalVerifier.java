package dev.freehold.enforcement.identity.internal;

import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.identity.internal.InternalCall.Refused;
import dev.freehold.enforcement.identity.internal.InternalCall.Why;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the tokens of peers, each once: signed with Ed25519 by a key that is known to be the issuer's, for this process, for
 * this very request, now.
 *
 * <p>Tokens from before this process started are refused, since it cannot know which of them it saw before.
 */
public final class InternalVerifier {
    static final Duration SKEW = Duration.ofSeconds(5);
    static final Duration LONGEST_LIFE = Duration.ofSeconds(60);
    /** Of one issuer: 7,500 calls a second, each of whose tokens could be shown for 35 seconds. */
    private static final int MOST_REMEMBERED = 1 << 18;

    private static final int LONGEST_ID = 64;
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, TokenHeader.ALGORITHM);

    private final ServiceName self;
    private final PeerKeys keys;
    private final InstantSource clock;
    private final Instant started;
    private final SeenTokens seen;

    public InternalVerifier(ServiceName self, PeerKeys keys, InstantSource clock) {
        this(self, keys, clock, MOST_REMEMBERED);
    }

    InternalVerifier(ServiceName self, PeerKeys keys, InstantSource clock, int mostRemembered) {
        this.self = self;
        this.keys = keys;
        this.clock = clock;
        // In the form that tokens have it.
        this.started = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        this.seen = new SeenTokens(mostRemembered);
    }

    /**
     * Verifies what a request presents.
     *
     * @param presented every value of the header; two are as good as none, because two readers could take different ones
     * @param method of the request
     * @param target path and query of the request, as they came
     * @param allowed who may make this request
     */
    public InternalCall verify(List<String> presented, String method, String target, Set<ServiceName> allowed) {
        if (presented.size() != 1) {
            return new Refused(presented.isEmpty() ? Why.MISSING : Why.MALFORMED);
        }
        String token = presented.get(0);
        if (token.length() > InternalTokens.LONGEST) {
            return new Refused(Why.MALFORMED);
        }
        TokenHeader header = header(token);
        if (header == null) {
            return new Refused(Why.MALFORMED);
        }
        String keyId = header.kid();
        if (!header.known() || keyId == null) {
            return new Refused(Why.WRONG_KIND);
        }
        PeerKeys.Peer peer = keys.find(keyId);
        if (peer == null) {
            return new Refused(Why.UNKNOWN_KEY);
        }
        String payload = payload(token, peer);
        if (payload == null) {
            return new Refused(Why.BAD_SIGNATURE);
        }
        return judged(payload, peer.service(), method, target, allowed);
    }

    private InternalCall judged(
            String payload, ServiceName signer, String method, String target, Set<ServiceName> allowed) {
        TokenClaims claims;
        try {
            claims = Json.read(payload.getBytes(StandardCharsets.UTF_8), TokenClaims.class);
        } catch (IllegalArgumentException e) {
            return new Refused(Why.MALFORMED);
        }
        Instant now = clock.instant();
        Why why = fault(claims, signer, method, target, allowed, now);
        if (why != null) {
            return new Refused(why);
        }
        return switch (seen.note(signer, claims.jti(), claims.exp(), over(now))) {
            case FIRST -> new InternalCall.Proved(signer, claims.caller());
            case AGAIN -> new Refused(Why.REPLAYED);
            case LATE -> new Refused(Why.EXPIRED);
            case FULL -> new Refused(Why.TOO_MANY);
        };
    }

    private @Nullable Why fault(
            TokenClaims claims,
            ServiceName signer,
            String method,
            String target,
            Set<ServiceName> allowed,
            Instant now) {
        if (claims.iss() != signer) {
            return Why.WRONG_ISSUER;
        }
        if (!allowed.contains(signer)) {
            return Why.NOT_ALLOWED;
        }
        if (claims.aud() != self) {
            return Why.WRONG_AUDIENCE;
        }
        if (!method.equals(claims.htm()) || !target.equals(claims.htu())) {
            return Why.WRONG_REQUEST;
        }
        if (claims.jti() == null || claims.jti().isBlank() || claims.jti().length() > LONGEST_ID) {
            return Why.MALFORMED;
        }
        return untimely(claims, now);
    }

    private @Nullable Why untimely(TokenClaims claims, Instant now) {
        long at = now.getEpochSecond();
        if (claims.exp() <= claims.iat() || claims.exp() - claims.iat() > LONGEST_LIFE.toSeconds()) {
            return Why.TOO_LONG_LIVED;
        }
        if (claims.iat() > at + SKEW.toSeconds()) {
            return Why.NOT_YET;
        }
        if (claims.exp() <= over(now)) {
            return Why.EXPIRED;
        }
        return claims.iat() < started.getEpochSecond() ? Why.BEFORE_START : null;
    }

    /** Tokens that ended up to this second have expired. */
    private static long over(Instant now) {
        return now.getEpochSecond() - SKEW.toSeconds();
    }

    private static @Nullable TokenHeader header(String token) {
        int end = token.indexOf('.');
        if (end < 1) {
            return null;
        }
        try {
            return Json.read(Base64.getUrlDecoder().decode(token.substring(0, end)), TokenHeader.class);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String payload(String token, PeerKeys.Peer peer) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(ALGORITHMS);
            signature.setCompactSerialization(token);
            signature.setKey(peer.key());
            return signature.verifySignature() ? signature.getPayload() : null;
        } catch (JoseException e) {
            return null;
        }
    }
}
