package dev.freehold.gateway.house;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The services whose protocols the gateway lets in. */
@Alternative
@Priority(1)
@Singleton
public class Neighbours implements FineTuningSurface, HubSurface {
    public final List<SurfaceRequest> asked = new CopyOnWriteArrayList<>();
    public final List<String> bodies = new CopyOnWriteArrayList<>();
    public final List<Caller> callers = new CopyOnWriteArrayList<>();
    public volatile Function<SurfaceRequest, SurfaceReply> reply = Neighbours::echo;

    public void reset() {
        asked.clear();
        bodies.clear();
        callers.clear();
        reply = Neighbours::echo;
    }

    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        callers.add(caller);
        asked.add(request);
        try {
            bodies.add(new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply.apply(request);
    }

    private static SurfaceReply echo(SurfaceRequest request) {
        byte[] path = request.path().getBytes(StandardCharsets.UTF_8);
        return new SurfaceReply(
                200, Map.of("content-type", "text/plain", "etag", "\"abc\""), SurfaceReply.Body.of(path));
    }
}
