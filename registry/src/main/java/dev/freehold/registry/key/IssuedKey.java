package dev.freehold.registry.key;

import dev.freehold.contracts.identity.AccessKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A fresh key, on its only way out.
 *
 * @param id 8 hex digits, no secret
 * @param key {@code fh_}, the id, and 32 random bytes in base64url
 */
record IssuedKey(String id, AccessKey key) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static IssuedKey fresh() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String id = freshId();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new IssuedKey(id, AccessKey.of("fh_" + id + "_" + text));
    }

    static String freshId() {
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
