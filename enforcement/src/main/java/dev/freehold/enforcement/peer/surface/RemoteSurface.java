package dev.freehold.enforcement.peer.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.enforcement.http.SurfaceDoor;
import dev.freehold.enforcement.peer.BodyUnfinished;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.PeerReply;
import dev.freehold.enforcement.peer.PeerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A surface in another process. The caller goes along as the internal identity says, bodies as streams. */
public final class RemoteSurface implements FineTuningSurface, HubSurface {
    private static final System.Logger LOG = System.getLogger(RemoteSurface.class.getName());
    /** A model's archive of 2 GiB over a slow line; silence is bounded apart. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade", "trailer", "date");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Peer peer;
    private final String root;
    private final Refusals refusals;

    /** What is answered in the peer's place, in the surface's own shape. */
    public interface Refusals {
        SurfaceReply unreachable();

        SurfaceReply noSuchPath();

        /** The caller's body broke off or came too slowly; where nobody's body is passed on, that is never asked for. */
        default SurfaceReply bodyUnfinished() {
            return unreachable();
        }
    }

    /**
     * @param root where the peer serves the surface, from the first slash to the last
     */
    public RemoteSurface(Peer peer, String root, Refusals refusals) {
        this.peer = peer;
        this.root = root;
        this.refusals = refusals;
    }

    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        Optional<String> target = TargetPath.of(root, request.path(), request.query());
        if (target.isEmpty()) {
            return refusals.noSuchPath();
        }
        try {
            return reply(peer.send(sent(caller, request, target.get())), request);
        } catch (BodyUnfinished e) {
            return refusals.bodyUnfinished();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "a surface cannot be reached: {0}", e.getMessage());
            return refusals.unreachable();
        }
    }

    private static PeerRequest sent(Caller caller, SurfaceRequest request, String target) {
        Map<String, String> headers = new HashMap<>(request.headers());
        String host = headers.remove("host");
        if (host != null) {
            headers.put(SurfaceDoor.ASKED_HOST, host);
        }
        return PeerRequest.streamed(
                request.method(), target, headers, request.body(), length(request), caller, PATIENCE);
    }

    /** Of what is passed on, not of what was told: a request that is to have no body here has none, whatever it says. */
    private static long length(SurfaceRequest request) {
        if (!WITH_BODY.contains(request.method())) {
            return 0;
        }
        String told = request.headers().get("content-length");
        return told == null ? -1 : Long.parseLong(told);
    }

    private SurfaceReply reply(PeerReply reply, SurfaceRequest request) throws IOException {
        if (reply.status() == 401) {
            reply.close();
            return refusals.unreachable();
        }
        Map<String, String> headers = new HashMap<>();
        reply.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        long length = reply.headers().firstValueAsLong("content-length").orElse(-1);
        if (request.method().equals("HEAD") || length == 0) {
            reply.close();
        }
        return new SurfaceReply(reply.status(), headers, new Passed(reply.body(), length));
    }

    private record Passed(InputStream body, long length) implements SurfaceReply.Body {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = body) {
                in.transferTo(out);
            }
        }
    }
}
