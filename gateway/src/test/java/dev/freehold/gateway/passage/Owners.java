package dev.freehold.gateway.passage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.InternalVerifier;
import dev.freehold.enforcement.identity.internal.PeerKeys;
import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/** Stands where the other services are: verifies as they do, notes what came, and answers as a test says. */
public final class Owners implements QuarkusTestResourceLifecycleManager {
    static final List<InternalCall> CALLS = new CopyOnWriteArrayList<>();
    static final List<String> TARGETS = new CopyOnWriteArrayList<>();
    static final List<Map<String, List<String>>> HEADERS = new CopyOnWriteArrayList<>();
    static final List<Long> LENGTHS = new CopyOnWriteArrayList<>();
    /** Requests that end so are answered once this is advanced. */
    static final Phaser HELD = new Phaser(1);

    static volatile int status = 200;
    static volatile int answer = 2;
    static volatile boolean chunked;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    static void reset() {
        CALLS.clear();
        TARGETS.clear();
        HEADERS.clear();
        LENGTHS.clear();
        status = 200;
        answer = 2;
        chunked = false;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("gateway-owners");
            InternalVerifier verifier = new InternalVerifier(
                    ServiceName.REGISTRY, new PeerKeys(home.resolve("peers"), Clock.systemUTC()), Clock.systemUTC());
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(verifier, exchange));
            server.start();
            return Map.of(
                    "freehold.peer.registry.url",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "freehold.peer.audit.url",
                    "http://127.0.0.1:1",
                    "freehold.peer.inference.url",
                    "http://127.0.0.1:1",
                    "freehold.internal.key",
                    home.resolve("private.pem").toString(),
                    "freehold.internal.publish",
                    home.resolve("peers").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(InternalVerifier verifier, HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().startsWith("/api/")) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        CALLS.add(verifier.verify(
                exchange.getRequestHeaders().getOrDefault(InternalTokens.HEADER, List.of()),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Set.of(ServiceName.GATEWAY)));
        TARGETS.add(exchange.getRequestURI().toString());
        HEADERS.add(Map.copyOf(exchange.getRequestHeaders()));
        if (exchange.getRequestURI().getPath().endsWith("/held")) {
            HELD.awaitAdvance(0);
        }
        LENGTHS.add(exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream()));
        exchange.getResponseHeaders().set("content-type", "application/octet-stream");
        exchange.getResponseHeaders().set("x-thing", "kept");
        exchange.sendResponseHeaders(status, chunked ? 0 : answer);
        exchange.getResponseBody().write(new byte[answer]);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
