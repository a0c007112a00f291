package dev.freehold.registry.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.surface.HubSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The surface behind a bare HTTP server, as the gateway lets it in. */
final class HubServer implements AutoCloseable {
    private final CallerDirectory directory;
    private final HubSurface surface;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    HubServer(CallerDirectory directory, HubSurface surface) throws IOException {
        this.directory = directory;
        this.surface = surface;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            Authentication who = directory.authenticate(
                    AccessKey.of(bearer == null ? "none" : bearer.replaceFirst("(?i)^bearer ", "")));
            if (who instanceof Authentication.Known known) {
                send(exchange, surface.handle(known.caller(), request(exchange)));
            } else {
                exchange.getResponseHeaders().set("X-Error-Message", "Invalid credentials in Authorization header");
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    private static SurfaceRequest request(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        headers.remove("authorization");
        return new SurfaceRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring(1),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody());
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new HashMap<>();
        for (String field : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = field.split("=", 2);
            query.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, SurfaceReply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean bare =
                exchange.getRequestMethod().equals("HEAD") || reply.body().length() == 0;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders()
                    .set("Content-Length", String.valueOf(reply.body().length()));
        }
        exchange.sendResponseHeaders(reply.status(), bare ? -1 : reply.body().length());
        if (!bare) {
            reply.body().writeTo(exchange.getResponseBody());
        }
    }
}
