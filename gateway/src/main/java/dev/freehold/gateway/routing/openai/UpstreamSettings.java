package dev.freehold.gateway.routing.openai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server of OpenAI's protocol is reached.
 *
 * @param url its base, as clients know it: {@code http://127.0.0.1:8000/v1}
 * @param key sent as a bearer token; absent where the server asks for none
 * @param model what is sent as the model's name: {@link ModelName}
 * @param connections most connections at once, and most calls that wait for one
 * @param connect longest wait for a connection, a free one or a new one
 * @param silence longest wait for the answer's next bytes
 * @param failures failures in a row that open the circuit
 * @param pause how long an open circuit sends nothing
 */
record UpstreamSettings(
        URI url,
        @Nullable String key,
        ModelName model,
        int connections,
        Duration connect,
        Duration silence,
        int failures,
        Duration pause) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    UpstreamSettings {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "freehold.gateway.upstream.url is http://HOST:PORT/v1 or https://..., without a user or a query");
        }
        if (key != null && !key.matches("[!-~]{1,1024}")) {
            throw new IllegalArgumentException("freehold.gateway.upstream.key is 1 to 1024 visible ASCII characters");
        }
        within("connections", connections, 1024);
        within("failures", failures, 1000);
        within("connect-timeout", connect, Duration.ofMinutes(1));
        within("silence", silence, Duration.ofMinutes(10));
        within("pause", pause, Duration.ofMinutes(10));
    }

    boolean encrypted() {
        return "https".equals(url.getScheme());
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : encrypted() ? HTTPS : HTTP;
    }

    /** The path of an operation, such as {@code /embeddings}, below the base. */
    String path(String operation) {
        String base = url.getRawPath();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + operation;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "UpstreamSettings[" + url + "]";
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "freehold.gateway.upstream." + key + " is 1 to " + most + ", not " + value);
        }
    }

    private static void within(String key, Duration value, Duration most) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "freehold.gateway.upstream." + key + " is 1 ms to " + most + ", not " + value);
        }
    }
}
