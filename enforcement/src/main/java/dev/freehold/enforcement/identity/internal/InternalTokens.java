package dev.freehold.enforcement.identity.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.json.Json;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs a token for each request that this process sends to another: one request, one audience, half a minute. */
public final class InternalTokens {
    /** The header that carries it; no person's request may. */
    public static final String HEADER = "freehold-identity";

    static final Duration LIFE = Duration.ofSeconds(30);
    static final int LONGEST = 12 << 10;
    private static final int ID_BYTES = 16;
    private final ServiceName issuer;
    private final ServiceKey key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public InternalTokens(ServiceName issuer, ServiceKey key, InstantSource clock) {
        this.issuer = issuer;
        this.key = key;
        this.clock = clock;
    }

    /**
     * @param target path and query of the request, as they are sent
     * @param caller in whose name; absent where this service speaks for itself
     * @throws IllegalArgumentException if the caller's use case is too long for a header
     */
    public String issue(ServiceName audience, String method, String target, @Nullable Caller caller) {
        long now = clock.instant().getEpochSecond();
        return signed(
                new TokenClaims(issuer, audience, now, now + LIFE.toSeconds(), freshId(), method, target, caller));
    }

    private String signed(TokenClaims claims) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(TokenHeader.ALGORITHM);
            signature.setHeader("typ", TokenHeader.TYPE);
            signature.setKeyIdHeaderValue(key.id());
            signature.setKey(key.secret());
            signature.setPayload(Json.MAPPER.writeValueAsString(claims));
            String token = signature.getCompactSerialization();
            if (token.length() > LONGEST) {
                throw new IllegalArgumentException("the caller's use case is too long to be sent to another service");
            }
            return token;
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("claims can always be signed", e);
        }
    }

    private String freshId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
