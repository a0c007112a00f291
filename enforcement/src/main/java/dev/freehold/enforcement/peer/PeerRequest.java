package dev.freehold.enforcement.peer;

import dev.freehold.contracts.identity.Caller;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to another service of this house.
 *
 * @param target raw path and query, from the first slash on
 * @param again whether its body can be sent a second time, which is done once where the connection was an old one
 * @param caller in whose name; absent where this service speaks for itself
 * @param patience longest time until the answer's headers are there
 */
public record PeerRequest(
        String method,
        String target,
        Map<String, String> headers,
        BodyPublisher body,
        boolean again,
        @Nullable Caller caller,
        Duration patience) {
    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final String TYPE = "content-type";

    public PeerRequest {
        headers = Map.copyOf(headers);
    }

    public static PeerRequest get(String target, @Nullable Caller caller) {
        return new PeerRequest("GET", target, Map.of(), BodyPublishers.noBody(), true, caller, SHORT);
    }

    public static PeerRequest post(String target, String type, byte[] body, @Nullable Caller caller) {
        return new PeerRequest(
                "POST", target, Map.of(TYPE, type), BodyPublishers.ofByteArray(body), true, caller, SHORT);
    }

    /**
     * A request whose body is read once, while it is sent.
     *
     * @param length of the body in bytes, or -1 where it is not known before
     */
    public static PeerRequest streamed(
            String method,
            String target,
            Map<String, String> headers,
            InputStream body,
            long length,
            @Nullable Caller caller,
            Duration patience) {
        BodyPublisher sent = length == 0 ? BodyPublishers.noBody() : new StreamedBody(body, length);
        return new PeerRequest(method, target, headers, sent, length == 0, caller, patience);
    }

    public PeerRequest with(Map<String, String> other) {
        return new PeerRequest(method, target, other, body, again, caller, patience);
    }

    public PeerRequest within(Duration other) {
        return new PeerRequest(method, target, headers, body, again, caller, other);
    }

    /** Method and path: the rest is the caller's. */
    @Override
    public String toString() {
        return "PeerRequest[" + method + " " + target.replaceFirst("\\?.*", "") + "]";
    }
}
