package dev.freehold.gateway.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.inference.ChatMessage;
import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP, against a server that says what a test tells it to say. */
class OpenAiUpstreamTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final ModelVersion MODEL = new ModelVersion(
            new TenantId("acme"),
            "support",
            Digest.of("weights".getBytes(StandardCharsets.UTF_8)),
            ModelKind.BASE,
            ModelState.APPROVED,
            List.of("chat"),
            "Apache-2.0",
            Label.PUBLIC,
            "dana.data",
            Instant.EPOCH,
            null);
    private static final GenerationRequest HELLO = new GenerationRequest(
            new GenerationRequest.Prompt.Chat(List.of(new ChatMessage("user", "Say hello"))),
            16,
            0,
            1,
            List.of("\n"),
            7L);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Script script = exchange -> reply(exchange, 500, "");
    private HttpServer http;
    private ModelServer server;
    private OpenAiUpstream upstream;

    private interface Script {
        void play(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            try (exchange) {
                script.play(exchange);
            }
        });
        http.start();
        connect("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
    }

    @AfterEach
    void stop() {
        server.close();
        http.stop(0);
        threads.shutdownNow();
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_chat_is_asked_by_digest_and_answered_whole() {
        answer("""
                {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"length"}],
                 "usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}}""");
        assertThat(upstream.generate(MODEL, HELLO, TextSink.NONE))
                .isEqualTo(new InferenceResult.Answered<>(new Generated("Hello.", "length", 3), 11));
        assertThat(paths).containsExactly("/v1/chat/completions");
        assertThat(keys).containsExactly("Bearer sk-1");
        assertThat(asked.get(0).toString())
                .isEqualTo("{\"model\":\"" + MODEL.digest()
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}],\"max_tokens\":16,"
                        + "\"temperature\":0.0,\"top_p\":1.0,\"stop\":[\"\\n\"],\"seed\":7}");
    }

    @Test
    void a_stream_is_heard_piece_by_piece() {
        script = exchange -> stream(exchange, chunk("Hel"), chunk("lo."), LAST, USAGE, "[DONE]");
        List<String> pieces = new ArrayList<>();
        assertThat(upstream.generate(MODEL, HELLO, pieces::add))
                .isEqualTo(new InferenceResult.Answered<>(new Generated("Hello.", "stop", 5), 11));
        assertThat(pieces).containsExactly("Hel", "lo.");
        assertThat(asked.get(0).path("stream_options").path("include_usage").asBoolean())
                .isTrue();
    }

    @Test
    void a_sink_that_has_enough_ends_the_stream_at_the_server() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        script = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (; ; ) {
                    write(exchange, chunk("on and "));
                }
            } catch (IOException gone) {
                cut.countDown();
            }
        };
        assertThat(upstream.generate(MODEL, HELLO, piece -> false))
                .isEqualTo(new InferenceResult.Answered<>(new Generated("on and ", "stop", 1), 4));
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_stream_that_breaks_off_is_no_answer() {
        script = exchange -> stream(exchange, chunk("Hel"));
        assertThat(upstream.generate(MODEL, HELLO, piece -> true)).isInstanceOf(InferenceResult.Unavailable.class);
        script = exchange -> stream(exchange, chunk("Hel"), "{\"error\":{\"message\":\"out of memory\"}}");
        assertThat(upstream.generate(MODEL, HELLO, piece -> true)).isInstanceOf(InferenceResult.Unavailable.class);
    }

    @Test
    void a_request_that_is_not_taken_after_all_is_rejected() {
        script = exchange ->
                stream(exchange, "{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\"}}", "[DONE]");
        assertThat(upstream.generate(MODEL, HELLO, piece -> true)).isInstanceOf(InferenceResult.Rejected.class);
    }

    @Test
    void a_stream_that_falls_silent_is_given_up() {
        CountDownLatch done = new CountDownLatch(1);
        script = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            write(exchange, chunk("Hel"));
            try {
                boolean unused = done.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThat(upstream.generate(MODEL, HELLO, piece -> true)).isInstanceOf(InferenceResult.Unavailable.class);
        done.countDown();
    }

    @Test
    void vectors_come_in_the_order_of_the_inputs() {
        answer("""
                {"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":9}}""");
        InferenceResult.Answered<List<float[]>> vectors =
                (InferenceResult.Answered<List<float[]>>) upstream.embed(MODEL, List.of("a", "b"));
        assertThat(vectors.answer().get(0)).containsExactly(1, 2);
        assertThat(vectors.answer().get(1)).containsExactly(3, 4);
        assertThat(vectors.promptTokens()).isEqualTo(9);
    }

    @Test
    void too_few_rows_are_no_answer() {
        answer("{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}");
        assertThat(upstream.embed(MODEL, List.of("a", "b"))).isInstanceOf(InferenceResult.Unavailable.class);
    }

    @Test
    void classes_carry_their_labels() {
        answer("""
                {"data":[{"index":0,"label":"billing","probs":[0.75,0.25],"num_classes":2,"labels":["billing","other"]}],
                 "usage":{"prompt_tokens":4}}""");
        assertThat(upstream.classify(MODEL, List.of("a")))
                .isEqualTo(new InferenceResult.Answered<>(
                        List.of(new Classification("billing", List.of("billing", "other"), List.of(0.75f, 0.25f))), 4));
    }

    @Test
    void what_a_server_says_of_an_error_goes_no_further() {
        script = exchange -> reply(exchange, 400, "{\"error\":{\"message\":\"cannot read 'Say hello'\"}}");
        InferenceResult<Generated> result = upstream.generate(MODEL, HELLO, TextSink.NONE);
        assertThat(result).isInstanceOf(InferenceResult.Rejected.class);
        assertThat(result.toString()).doesNotContain("Say hello");
    }

    @Test
    void a_server_that_keeps_breaking_is_left_alone() {
        script = exchange -> reply(exchange, 502, "");
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.embed(MODEL, List.of("a"))).isInstanceOf(InferenceResult.Unavailable.class);
        }
        assertThat(paths).hasSize(3);
    }

    @Test
    void a_server_that_says_no_is_not_left_alone() {
        script = exchange -> reply(exchange, 429, "");
        for (int i = 0; i < 5; i++) {
            assertThat(upstream.embed(MODEL, List.of("a"))).isInstanceOf(InferenceResult.Unavailable.class);
        }
        assertThat(paths).hasSize(5);
    }

    @Test
    void a_server_that_is_not_there_is_unavailable() {
        server.close();
        http.stop(0);
        connect("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
        assertThat(upstream.embed(MODEL, List.of("a"))).isInstanceOf(InferenceResult.Unavailable.class);
    }

    @Test
    void an_interrupted_caller_leaves_at_once() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        script = exchange -> {
            try {
                boolean unused = done.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread caller = new Thread(() -> upstream.embed(MODEL, List.of("a")));
        caller.start();
        while (paths.isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join(1_000);
        assertThat(caller.isAlive()).isFalse();
        done.countDown();
    }

    @Test
    void a_server_that_takes_longer_than_it_was_given_is_given_up() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        script = exchange -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        long start = System.nanoTime();
        InferenceResult<List<float[]>> result =
                upstream.within(Duration.ofMillis(200)).embed(MODEL, List.of("hello"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(1_900));
        assertThat(result).isInstanceOf(InferenceResult.Unavailable.class);
        done.countDown();
    }

    private static final String LAST = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}}";

    private static String chunk(String piece) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece + "\"},\"finish_reason\":null}]}";
    }

    private void connect(String url) {
        UpstreamSettings settings = UpstreamSettingsTest.at(url);
        server = new ModelServer(VERTX, settings);
        Circuit circuit = new Circuit(settings.failures(), Duration.ofMinutes(1), Clock.systemUTC());
        upstream = new OpenAiUpstream(server, circuit, settings.model());
    }

    private void answer(String body) {
        script = exchange -> reply(exchange, 200, body);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stream(HttpExchange exchange, String... events) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (String event : events) {
            write(exchange, event);
        }
    }

    private static void write(HttpExchange exchange, String event) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
