package dev.freehold.enforcement.peer;

import java.net.URI;
import java.util.Set;

/** Where another service of this house answers: plain HTTP on this machine alone, TLS everywhere else. */
record PeerAddress(URI base) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * @throws IllegalArgumentException if it is no such address; the message names the key
     */
    static PeerAddress of(String key, URI address) {
        boolean https = "https".equals(address.getScheme());
        boolean plain = "http".equals(address.getScheme());
        String path = address.getRawPath();
        if ((!https && !plain)
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(key + " is https://HOST:PORT, or http://127.0.0.1:PORT on one machine");
        }
        if (plain && !LOOPBACK.contains(address.getHost())) {
            throw new IllegalArgumentException(key + " leaves this machine, so it is https://HOST:PORT");
        }
        return new PeerAddress(address);
    }

    /**
     * @param target raw path and query, from the first slash on
     */
    URI at(String target) {
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + target);
    }
}
