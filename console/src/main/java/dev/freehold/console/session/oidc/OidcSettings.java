package dev.freehold.console.session.oidc;

import java.net.URI;

/**
 * Where people sign in, and where they come back to.
 *
 * @param issuer as its tokens name it
 * @param client that the issuer knows these pages as; it has no secret
 * @param console address of these pages as browsers see it, without a path
 */
record OidcSettings(String issuer, String client, URI console) {
    static final String RETURN = "/console/sign-in/return";

    OidcSettings {
        refuseUnprotected("freehold.console.url", console);
        refuseUnprotected("freehold.oidc.issuer", URI.create(issuer));
        if (!console.getRawPath().isEmpty() || console.getRawQuery() != null || console.getRawFragment() != null) {
            throw new IllegalStateException(
                    "freehold.console.url is scheme, host and port alone, such as https://console.example.com, not "
                            + console);
        }
        if (client.isBlank()) {
            throw new IllegalStateException("freehold.console.client must name a client of the issuer");
        }
    }

    /** A session's cookie and a sign-in's code would be anybody's on the way. */
    private static void refuseUnprotected(String key, URI address) {
        String host = address.getHost();
        boolean here = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        boolean plainHere = "http".equals(address.getScheme()) && here;
        if (host == null || !("https".equals(address.getScheme()) || plainHere)) {
            throw new IllegalStateException(
                    key + " must be an https address (http on this machine alone), not " + address);
        }
    }

    boolean secure() {
        return "https".equals(console.getScheme());
    }

    String redirect() {
        return console + RETURN;
    }
}
