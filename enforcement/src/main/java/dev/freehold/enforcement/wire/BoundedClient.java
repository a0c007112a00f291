package dev.freehold.enforcement.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one server over HTTP. The time holds for the whole exchange, body included: the client's own ends with the headers,
 * and a server that sends a byte a minute would never be done. No redirect is followed.
 */
public final class BoundedClient {
    private final HttpClient client;

    /**
     * @param connect longest wait for a connection
     */
    public BoundedClient(Duration connect) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** A whole answer. */
    public record Answer(int status, HttpHeaders headers, byte[] body) {}

    /**
     * Sends a request.
     *
     * @param most longest body that is taken, in bytes
     * @param patience longest time for all of it
     * @throws IOException if there is no whole answer in time, or it is longer; the message names no header and no body
     */
    public Answer send(HttpRequest request, int most, Duration patience) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, head -> new BoundedBody(most));
        try {
            HttpResponse<byte[]> response = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new IOException(host(request.uri()) + " did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(host(request.uri()) + ": " + reason(e), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + host(request.uri()), e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String host(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    /**
     * Requires an address that nobody on the way can read or alter.
     *
     * @param key the configuration key that holds it
     * @throws IllegalArgumentException if it is neither an https address nor one of this machine, or names a user
     */
    public static URI secure(String key, URI address) {
        String host = address.getHost();
        boolean here = "127.0.0.1".equals(host) || "localhost".equals(host) || "[::1]".equals(host);
        boolean secure =
                host != null && ("https".equals(address.getScheme()) || (here && "http".equals(address.getScheme())));
        if (!secure || address.getUserInfo() != null) {
            throw new IllegalArgumentException(key + " is an https address, or an http address of this machine");
        }
        return address;
    }
}
