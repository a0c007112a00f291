package dev.freehold.enforcement.peer;

import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Another service of this house: each request carries a token for it alone, and each wait has an end. */
public final class Peer {
    private static final int UNAUTHORIZED = 401;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration NEGLECT = Duration.ofMinutes(10);
    /** Those that speak of one connection, and those that this process writes itself. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "transfer-encoding",
            "upgrade",
            "authorization",
            "cookie",
            InternalTokens.HEADER);

    private static final ScheduledExecutorService WATCHMEN = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "peer-bodies");
        thread.setDaemon(true);
        return thread;
    });

    private final ServiceName name;
    private final PeerAddress address;
    private final HttpClient client;
    private final InternalTokens tokens;
    private volatile @Nullable String trouble;

    Peer(ServiceName name, PeerAddress address, HttpClient client, InternalTokens tokens) {
        this.name = name;
        this.address = address;
        this.client = client;
        this.tokens = tokens;
    }

    public ServiceName name() {
        return name;
    }

    /** The address of a path of it, for clients of their own. */
    public URI at(String path) {
        return address.at(path);
    }

    /** A token for one request by a client of its own, in this service's own name. */
    public String token(String method, String target) {
        return tokens.issue(name, method, target, null);
    }

    /** Why it could not be reached the last time that it was asked; empty if it could, or was never asked. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Asks it.
     *
     * @return its answer, whatever its status, but for refusals of this process
     * @throws PeerUnreachable if it gives none in time
     * @throws BodyUnfinished if the request's own body did not come whole, which is no trouble of the peer's
     */
    public PeerReply send(PeerRequest request) throws IOException {
        HttpResponse<InputStream> response = exchanged(request);
        answered(response.statusCode());
        return new PeerReply(
                name,
                response.statusCode(),
                response.headers(),
                new WatchedBody(response.body(), WATCHMEN, SILENCE, NEGLECT));
    }

    private HttpResponse<InputStream> exchanged(PeerRequest request) throws IOException {
        try {
            return once(request);
        } catch (HttpTimeoutException e) {
            throw unreachable("did not answer within " + request.patience());
        } catch (IOException e) {
            if (e instanceof BodyUnfinished || wanting(request)) {
                throw new BodyUnfinished();
            }
            if (!request.again()) {
                throw unreachable("cannot be reached: " + e.getClass().getSimpleName());
            }
        }
        try {
            // A kept connection that the peer closed meanwhile looks like a peer that is gone; a new one tells.
            return once(request);
        } catch (HttpTimeoutException e) {
            throw unreachable("did not answer within " + request.patience());
        } catch (IOException e) {
            throw unreachable("cannot be reached: " + e.getClass().getSimpleName());
        }
    }

    private HttpResponse<InputStream> once(PeerRequest request) throws IOException {
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(address.at(request.target())).method(request.method(), request.body());
        request.headers().forEach((header, value) -> {
            if (!OWN_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
                sent.header(header, value);
            }
        });
        sent.header(InternalTokens.HEADER, tokens.issue(name, request.method(), request.target(), request.caller()));
        // Waited for here: the client's own time does not end while a body is waited for.
        CompletableFuture<HttpResponse<InputStream>> exchange =
                client.sendAsync(sent.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return exchange.get(request.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            boolean wanting = wanting(request);
            exchange.cancel(true);
            throw wanting ? new BodyUnfinished() : new HttpTimeoutException("no answer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + name.wireName());
        }
    }

    /** Callers send these bodies: what they do with them must not speak ill of the peer. */
    private static boolean wanting(PeerRequest request) {
        return request.body() instanceof StreamedBody body && body.wanting();
    }

    /** Told by a client of its own: it answered, with this status. */
    public void answered(int status) {
        trouble = status == UNAUTHORIZED ? name.wireName() + " does not take this process's identity" : null;
    }

    /** Told by a client of its own: there was no connection to it. */
    public void unconnected(String why) {
        trouble = name.wireName() + " cannot be reached: " + why;
    }

    /** Without the message of the cause, which could name more than an answer should. */
    private PeerUnreachable unreachable(String why) {
        PeerUnreachable unreachable = new PeerUnreachable(name, why);
        trouble = unreachable.getMessage();
        return unreachable;
    }

    @Override
    public String toString() {
        return "Peer[" + name.wireName() + " at " + address.base() + "]";
    }
}
