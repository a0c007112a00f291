package dev.freehold.enforcement.identity.jwt;

import dev.freehold.contracts.identity.Authentication;

/** Port: bearers that are no keys of this house. */
public interface PresentedTokens {
    /** Whether a bearer has the form of such a token; all others are keys. */
    boolean recognises(String presented);

    /** Tells who presents it. */
    Authentication authenticate(String token);

    /** Where no identity provider is configured: every bearer is a key. */
    static PresentedTokens none() {
        return new PresentedTokens() {
            @Override
            public boolean recognises(String presented) {
                return false;
            }

            @Override
            public Authentication authenticate(String token) {
                return new Authentication.Unknown();
            }
        };
    }
}
