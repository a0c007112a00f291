package dev.freehold.console.session.oidc;

import dev.freehold.contracts.model.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One browser on its way to the identity provider and back.
 *
 * @param state comes back with the answer
 * @param nonce comes back in the identity token
 * @param verifier of PKCE (RFC 7636): whoever finds the code cannot use it
 */
record SignInAttempt(String state, String nonce, String verifier, Instant end) {
    String challenge() {
        byte[] digest = HexFormat.of()
                .parseHex(
                        Digest.of(verifier.getBytes(StandardCharsets.US_ASCII)).hex());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "SignInAttempt[until " + end + "]";
    }
}
