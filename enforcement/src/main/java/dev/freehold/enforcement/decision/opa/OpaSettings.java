package dev.freehold.enforcement.decision.opa;

import dev.freehold.enforcement.wire.BoundedClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which OPA server decides.
 *
 * @param server its base address
 * @param bundle name that its configuration gives the bundle with the policy
 * @param timeout longest time for one decision
 * @param token bearer token that it asks for, if it asks for one
 */
public record OpaSettings(URI server, String bundle, Duration timeout, Optional<String> token) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    public OpaSettings {
        BoundedClient.secure("freehold.policy.opa.url", server);
        if (server.getQuery() != null || server.getFragment() != null) {
            throw new IllegalArgumentException("freehold.policy.opa.url is a base address, without a query");
        }
        if (!NAME.matcher(bundle).matches()) {
            throw new IllegalArgumentException(
                    "freehold.policy.opa.bundle is 1 to 128 letters, digits, dots, slashes, underscores and hyphens");
        }
        if (timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("freehold.policy.opa.timeout is 10 ms to 10 s");
        }
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException("freehold.policy.opa.token is 1 to 4096 visible ASCII characters");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "OpaSettings[server=" + server + ", bundle=" + bundle + ", timeout=" + timeout + "]";
    }
}
