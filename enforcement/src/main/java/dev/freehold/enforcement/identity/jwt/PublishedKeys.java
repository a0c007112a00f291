package dev.freehold.enforcement.identity.jwt;

import dev.freehold.enforcement.wire.BoundedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The key set at its issuer's address, read with a bound on time and length; no redirect is followed. */
public final class PublishedKeys implements KeyDocument {
    private static final int LONGEST = 256 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BoundedClient client;
    private final HttpRequest request;
    private final Duration patience;

    public PublishedKeys(URI address) {
        this(address, PATIENCE);
    }

    PublishedKeys(URI address, Duration patience) {
        this.client = new BoundedClient(patience);
        this.patience = patience;
        this.request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
    }

    @Override
    public String read() throws IOException {
        BoundedClient.Answer answer = client.send(request, LONGEST, patience);
        if (answer.status() != 200) {
            throw new IOException("the issuer's keys answer " + answer.status());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
