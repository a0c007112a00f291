package dev.freehold.enforcement.bundle.http;

import dev.freehold.enforcement.bundle.BundleArchive;
import dev.freehold.enforcement.wire.BoundedClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server of OPA's bundle protocol, asked for one bundle: held back until there is a newer one, if the server can. */
final class BundleServer {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TRANSFER = Duration.ofSeconds(10);
    private static final int LONGEST_TAG = 256;

    /** What the server says. */
    sealed interface Answer {
        /** The bundle that was asked about is in force still. */
        record Unchanged() implements Answer {}

        /**
         * Another bundle is in force.
         *
         * @param tag the server's name for it (RFC 9110, section 8.8.3); absent if it gives none
         */
        record Changed(byte[] archive, @Nullable String tag) implements Answer {}
    }

    private final BoundedClient client = new BoundedClient(CONNECT);
    private final URI address;
    private final Duration wait;

    BundleServer(URI address, Duration wait) {
        this.address = address;
        this.wait = wait;
    }

    /**
     * Asks for the bundle.
     *
     * @param known the server's name for the bundle that is here; without one the answer comes at once
     * @throws IOException if there is no answer of the protocol in time
     */
    Answer ask(@Nullable String known) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        if (known != null) {
            request.header("If-None-Match", known).header("Prefer", "modes=snapshot;wait=" + wait.toSeconds());
        }
        Duration patience = known == null ? TRANSFER : wait.plus(TRANSFER);
        BoundedClient.Answer answer = client.send(request.build(), BundleArchive.LONGEST, patience);
        if (answer.status() == 304 && known != null) {
            return new Answer.Unchanged();
        }
        if (answer.status() != 200) {
            throw new IOException("the server of bundles answers " + answer.status());
        }
        String tag = answer.headers().firstValue("ETag").orElse(null);
        return new Answer.Changed(answer.body(), tag == null || tag.length() > LONGEST_TAG ? null : tag);
    }
}
