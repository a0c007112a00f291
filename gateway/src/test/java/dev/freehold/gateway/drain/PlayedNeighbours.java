package dev.freehold.gateway.drain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.KnownModels;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.contracts.view.RegistryView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Those whom a gateway process asks: a registry that knows one key and one model, a policy, and a model that waits to be let go. */
final class PlayedNeighbours implements AutoCloseable {
    static final String KEY = "fh-key-of-the-support-desk";
    private static final TenantId TENANT = new TenantId("default");
    private static final Digest BUNDLE = Digest.of("bundle".getBytes(StandardCharsets.UTF_8));

    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    PlayedNeighbours() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/internal/registry/v1/view", PlayedNeighbours::registry);
        http.createContext("/v1/data/", PlayedNeighbours::policy);
        http.createContext("/model/v1/", this::model);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private static void registry(HttpExchange exchange) throws IOException {
        UseCase useCase = new UseCase(
                TENANT,
                "support",
                "Olivia Owner",
                "Sort customers' letters.",
                List.of("PII"),
                List.of("talker"),
                Confidentiality.INTERNAL,
                365,
                1_000);
        ModelVersion model = new ModelVersion(
                TENANT,
                "talker",
                Digest.of("talker".getBytes(StandardCharsets.UTF_8)),
                ModelKind.BASE,
                ModelState.APPROVED,
                List.of("chat"),
                "Apache-2.0",
                Label.PUBLIC,
                "dana.data",
                Instant.parse("2026-11-01T00:00:00Z"),
                null);
        Caller caller = new Caller(TENANT, "sam.support", "key-1", Set.of(Role.APPLICATION), useCase);
        RegistryView view = new RegistryView(
                List.of(new KnownModels.Entry(model, true)),
                List.of(new RegistryView.Holder(AccessKey.of(KEY).digest(), caller)),
                List.of(useCase));
        exchange.getResponseHeaders().add("etag", "\"1\"");
        exchange.getResponseHeaders().add("freehold-age-millis", "0");
        answer(exchange, Json.tree(view));
    }

    /** Denies what readiness asks, as every policy does. */
    private static void policy(HttpExchange exchange) throws IOException {
        JsonNode input =
                Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()).path("input");
        boolean allow = !input.path("action").asText().equals("readiness.probe");
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("decision_id", UUID.randomUUID().toString());
        ObjectNode result = answer.putObject("result").put("allow", allow);
        result.putArray("obligations");
        if (allow) {
            result.putArray("reasons");
        } else {
            result.putArray("reasons")
                    .addObject()
                    .put("code", "NO")
                    .put("sentence", "No.")
                    .put("remedy", "None.");
        }
        answer.putObject("provenance")
                .putObject("bundles")
                .putObject("freehold")
                .put("revision", BUNDLE.value());
        answer(exchange, answer);
    }

    /** Streams one piece, and the rest once it may go; a call that is no stream is answered at once. */
    private void model(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!request.contains("\"stream\":true")) {
            answer(exchange, Json.MAPPER.readTree("""
                    {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""));
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            send(exchange, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"First. \"}}]}");
            asked.countDown();
            go.await();
            send(exchange, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Last.\"}}]}");
            send(exchange, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
            send(
                    exchange,
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}");
            send(exchange, "[DONE]");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String document) throws IOException {
        exchange.getResponseBody().write(("data: " + document + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void answer(HttpExchange exchange, JsonNode document) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsBytes(document);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        go.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
