package dev.freehold.enforcement.identity.jwt;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys by their ids, from memory. They are read again when they are old, and when a token names one that
 * is not among them, since issuers rotate; but not more often than a pause allows, since anybody can name unknown keys.
 */
final class IssuerKeys {
    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final KeyDocument document;
    private final InstantSource clock;
    private final Duration maxAge;
    private Map<String, PublicKey> keys = Map.of();
    private Instant read = Instant.MIN;
    private Instant tried = Instant.MIN;

    IssuerKeys(KeyDocument document, InstantSource clock, Duration maxAge) {
        this.document = document;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /**
     * The key of that id; absent where the issuer has none.
     *
     * @throws StaleKeysException if nobody can tell at present
     */
    synchronized @Nullable PublicKey key(String id) throws StaleKeysException {
        Instant now = clock.instant();
        boolean old = read.isBefore(now.minus(maxAge));
        if ((old || !keys.containsKey(id)) && tried.isBefore(now.minus(PAUSE))) {
            tried = now;
            read(now);
        }
        if (read.isBefore(now.minus(maxAge))) {
            throw new StaleKeysException();
        }
        return keys.get(id);
    }

    private void read(Instant now) {
        try {
            Map<String, PublicKey> published = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(document.read()).getJsonWebKeys()) {
                boolean signs = key.getUse() == null || "sig".equals(key.getUse());
                if (signs && key.getKeyId() != null && key instanceof PublicJsonWebKey pair) {
                    published.put(key.getKeyId(), pair.getPublicKey());
                }
            }
            keys = Map.copyOf(published);
            read = now;
        } catch (IOException | JoseException e) {
            LOG.log(System.Logger.Level.WARNING, "the issuer''s keys cannot be read: {0}", e.getMessage());
        }
    }
}
