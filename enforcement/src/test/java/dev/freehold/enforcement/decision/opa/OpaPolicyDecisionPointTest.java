package dev.freehold.enforcement.decision.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine against a server that answers as it should not; against a real one in the policy module. */
class OpaPolicyDecisionPointTest {
    private static final byte[] REQUEST = "{\"action\":\"model.list\"}".getBytes(StandardCharsets.UTF_8);
    private static final String ALLOW = "{\"allow\":true,\"reasons\":[],\"obligations\":[]}";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String ID = "5f1ac5c9-6d06-4a0e-9c9b-0b2b3c4d5e6f";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final AtomicReference<Answer> answer = new AtomicReference<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private OpaPolicyDecisionPoint point;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                answer.get().to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        point = new OpaPolicyDecisionPoint(new OpaSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "freehold",
                TIMEOUT,
                Optional.of("s3cret-token")));
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Answer says(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static String whole(String revision, String more) {
        return "{\"provenance\":{\"version\":\"1\",\"bundles\":{\"freehold\":{\"revision\":\"" + revision + "\"}}}"
                + more + "}";
    }

    private String cause() {
        Decision decision = point.replay(REQUEST);
        assertThat(decision).isInstanceOf(Decision.Unavailable.class);
        return ((Decision.Unavailable) decision).cause();
    }

    @Test
    void a_decision_carries_the_servers_id_and_the_bundle_that_decided() {
        answer.set(says(200, whole(DIGEST, ",\"decision_id\":\"" + ID + "\",\"result\":" + ALLOW)));
        assertThat(point.replay(REQUEST)).isEqualTo(new Decision.Allowed(ID, new Digest(DIGEST), List.of()));
    }

    @Test
    void the_request_is_opas_with_provenance_and_the_token() {
        AtomicReference<String> seen = new AtomicReference<>();
        answer.set(exchange -> {
            seen.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            says(200, "{}").to(exchange);
        });
        point.replay(REQUEST);
        assertThat(seen.get())
                .isEqualTo("POST /v1/data/freehold/decision?provenance=true "
                        + "Bearer s3cret-token {\"input\":{\"action\":\"model.list\"}}");
    }

    @Test
    void a_revision_that_is_no_digest_is_named_by_the_digest_of_its_text() {
        answer.set(says(200, whole("git-4711", ",\"decision_id\":\"<script>\",\"result\":" + ALLOW)));
        assertThat(point.replay(REQUEST)).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.bundle()).isEqualTo(Digest.of("git-4711".getBytes(StandardCharsets.UTF_8)));
            assertThat(allowed.id()).matches("[0-9a-f-]{36}");
        });
    }

    @Test
    void an_answer_that_is_no_decision_denies() {
        for (String body : List.of(
                "",
                "null",
                "[]",
                "{}",
                "true",
                "not json",
                whole(DIGEST, ""),
                whole(DIGEST, ",\"result\":null"),
                whole(DIGEST, ",\"result\":true"),
                whole(DIGEST, ",\"result\":{\"allow\":true}"),
                whole(DIGEST, ",\"result\":[" + ALLOW + "]"),
                whole(DIGEST, ",\"result\":" + ALLOW + ",\"result\":" + ALLOW),
                whole(DIGEST, ",\"result\":" + ALLOW) + whole(DIGEST, ",\"result\":" + ALLOW),
                "{\"result\":" + ALLOW + "}",
                whole("", ",\"result\":" + ALLOW),
                whole(DIGEST, ",\"result\":" + ALLOW).replace("\"freehold\"", "\"other\""))) {
            answer.set(says(200, body));
            assertThat(point.replay(REQUEST)).as(body).isInstanceOf(Decision.Unavailable.class);
        }
    }

    @Test
    void any_status_but_ok_denies_whatever_its_body_says() {
        for (int status : new int[] {201, 204, 301, 302, 400, 401, 404, 500, 503}) {
            answer.set(exchange -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
                byte[] body = whole(DIGEST, ",\"result\":" + ALLOW).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
                if (status != 204) {
                    exchange.getResponseBody().write(body);
                }
            });
            assertThat(cause()).contains(String.valueOf(status));
        }
    }

    @Test
    void a_slow_server_denies_in_time_before_its_answer_and_within_it() {
        for (Answer slow : List.<Answer>of(exchange -> Thread.sleep(20_000), exchange -> {
            exchange.sendResponseHeaders(200, 100);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                Thread.sleep(200);
            }
        })) {
            answer.set(slow);
            long began = System.nanoTime();
            assertThat(cause()).contains("did not answer within");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.multipliedBy(6));
        }
    }

    @Test
    void a_huge_answer_denies_and_is_not_read_to_its_end() {
        AtomicInteger sent = new AtomicInteger();
        answer.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 500; i++) {
                exchange.getResponseBody().write(spaces);
                sent.incrementAndGet();
            }
        });
        assertThat(cause()).contains("longer than");
        assertThat(sent.get()).isLessThan(400);
    }

    @Test
    void a_server_that_hangs_up_is_asked_once_more_and_no_more() {
        answer.set(exchange -> {
            throw new IOException("gone");
        });
        cause();
        assertThat(asked.get()).isEqualTo(2);
        AtomicInteger first = new AtomicInteger();
        answer.set(exchange -> {
            if (first.getAndIncrement() == 0) {
                throw new IOException("gone");
            }
            says(200, whole(DIGEST, ",\"result\":" + ALLOW)).to(exchange);
        });
        assertThat(point.replay(REQUEST)).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void a_server_that_is_away_denies_and_the_token_is_in_no_cause() {
        server.stop(0);
        assertThat(cause()).doesNotContain("s3cret-token");
    }

    @Test
    void a_request_that_is_too_long_is_not_sent() {
        assertThat(point.replay(new byte[OpaPolicyDecisionPoint.LONGEST_REQUEST + 1]))
                .isInstanceOf(Decision.Unavailable.class);
        assertThat(asked.get()).isZero();
    }

    @Test
    void the_token_never_shows() {
        assertThat(new OpaSettings(URI.create("http://127.0.0.1:1"), "b", TIMEOUT, Optional.of("s3cret-token")))
                .asString()
                .doesNotContain("s3cret-token");
    }
}
