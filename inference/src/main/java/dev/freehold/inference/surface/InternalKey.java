package dev.freehold.inference.surface;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The one key with which a gateway comes in; without one nobody does. */
@ApplicationScoped
public class InternalKey {
    private static final String KEY = "freehold.inference.internal-key";
    private static final String BEARER = "Bearer ";
    private final Optional<byte[]> expected;

    InternalKey(@ConfigProperty(name = KEY) Optional<String> key) {
        if (key.isPresent() && !key.get().matches("[!-~]{32,1024}")) {
            throw new IllegalArgumentException(KEY + " is 32 to 1024 visible ASCII characters");
        }
        this.expected = key.map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param authorization header of that name
     * @throws SurfaceRefusal if it does not carry the key, or there is none
     */
    void check(@Nullable String authorization) {
        byte[] wanted = expected.orElseThrow(
                () -> SurfaceRefusal.unavailable("This process has no internal key: set " + KEY + "."));
        String given = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
        if (!MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
            throw SurfaceRefusal.wrongKey();
        }
    }
}
