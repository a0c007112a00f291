package dev.freehold.enforcement.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.Callers;
import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.InternalVerifier;
import dev.freehold.enforcement.identity.internal.PeerKeys;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer over real connections. */
class PeerTest {
    private static final ProblemType BUSY = new ProblemType("BUSY", 409, "Busy", "Wait.");

    @TempDir
    Path folder;

    private HttpServer server;
    private ServiceKey key;
    private final LinkedBlockingQueue<InternalCall> calls = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> whole = new LinkedBlockingQueue<>();
    private int status = 200;
    private byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
    private String type = "application/json";

    @BeforeEach
    void serve() throws IOException {
        key = ServiceKey.at(folder.resolve("private.pem"));
        key.publish(folder.resolve("peers"), ServiceName.GATEWAY, "gateway-1");
        InternalVerifier verifier = new InternalVerifier(
                ServiceName.REGISTRY, new PeerKeys(folder.resolve("peers"), Clock.systemUTC()), Clock.systemUTC());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            List<String> presented = exchange.getRequestHeaders().getOrDefault(InternalTokens.HEADER, List.of());
            calls.add(verifier.verify(
                    presented,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Set.of(ServiceName.GATEWAY)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            whole.add(body.length);
            exchange.getResponseHeaders().set("content-type", type);
            exchange.getResponseHeaders().set("x-length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void each_request_proves_its_service_and_its_caller() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (PeerReply reply = peer().send(PeerRequest.get("/a?b=%20c", Callers.ANNA))) {
                assertThat(reply.status()).isEqualTo(200);
            }
            assertThat(calls.poll()).isEqualTo(new InternalCall.Proved(ServiceName.GATEWAY, Callers.ANNA));
        }
    }

    @Test
    void no_header_of_a_person_replaces_the_identity() throws IOException {
        PeerRequest request = PeerRequest.get("/a", Callers.ANNA)
                .with(Map.of("Freehold-Identity", "forged", "Authorization", "Bearer k", "accept", "text/plain"));
        peer().send(request).close();
        assertThat(calls.poll()).isEqualTo(new InternalCall.Proved(ServiceName.GATEWAY, Callers.ANNA));
    }

    @Test
    void a_body_is_sent_as_it_is_read() throws IOException {
        byte[] body = new byte[3 << 20];
        for (long length : new long[] {body.length, -1}) {
            PeerRequest request = PeerRequest.streamed(
                    "PUT", "/a", Map.of(), new ByteArrayInputStream(body), length, null, Duration.ofSeconds(10));
            try (PeerReply reply = peer().send(request)) {
                assertThat(reply.headers().firstValueAsLong("x-length")).hasValue(body.length);
            }
        }
    }

    @Test
    void a_problem_is_passed_on_and_anything_else_is_no_answer() throws IOException {
        status = 409;
        type = "application/problem+json";
        answer = Json.MAPPER.writeValueAsBytes(Problem.of(BUSY, "Now."));
        try (PeerReply reply = peer().send(PeerRequest.get("/a", null))) {
            assertThatThrownBy(reply::orRefusal)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem()).isEqualTo(Problem.of(BUSY, "Now.")));
        }
        type = "text/html";
        try (PeerReply reply = peer().send(PeerRequest.get("/a", null))) {
            assertThatThrownBy(reply::orRefusal).isInstanceOf(PeerUnreachable.class);
        }
    }

    @Test
    void that_the_peer_does_not_know_us_is_nobody_elses_problem() throws IOException {
        status = 401;
        type = "application/problem+json";
        Peer peer = peer();
        try (PeerReply reply = peer.send(PeerRequest.get("/a", null))) {
            assertThatThrownBy(reply::orRefusal).isInstanceOf(PeerUnreachable.class);
        }
        assertThat(peer.trouble()).isPresent();
        status = 200;
        peer.send(PeerRequest.get("/a", null)).close();
        assertThat(peer.trouble()).isEmpty();
    }

    @Test
    void an_answer_is_read_up_to_a_bound() throws IOException {
        answer = new byte[1000];
        try (PeerReply reply = peer().send(PeerRequest.get("/a", null))) {
            assertThatThrownBy(() -> reply.bytes(999)).isInstanceOf(PeerUnreachable.class);
        }
    }

    @Test
    void a_peer_that_is_gone_is_named() {
        Peer peer = peer();
        server.stop(0);
        assertThatThrownBy(() -> peer.send(PeerRequest.get("/a", null)))
                .isInstanceOf(PeerUnreachable.class)
                .hasMessageStartingWith("registry cannot be reached");
        assertThat(peer.trouble()).hasValueSatisfying(why -> assertThat(why).startsWith("registry"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1 << 20})
    void a_body_that_breaks_off_is_no_whole_body_and_no_trouble_of_the_peer(long length) {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new Broken());
        assertNotThePeersFault(broken, length, Duration.ofSeconds(10));
    }

    @Test
    void a_body_that_is_shorter_than_was_said_is_no_trouble_of_the_peer() {
        assertNotThePeersFault(new ByteArrayInputStream(new byte[10]), 11, Duration.ofSeconds(10));
    }

    @Test
    void a_body_that_is_waited_for_in_vain_is_no_trouble_of_the_peer() throws IOException {
        try (PipedOutputStream nobodyWrites = new PipedOutputStream();
                InputStream body = new PipedInputStream(nobodyWrites)) {
            assertNotThePeersFault(body, -1, Duration.ofMillis(300));
        }
    }

    private void assertNotThePeersFault(InputStream body, long length, Duration patience) {
        Peer peer = peer();
        PeerRequest request = PeerRequest.streamed("PUT", "/a", Map.of(), body, length, null, patience);
        assertThatThrownBy(() -> peer.send(request)).isInstanceOf(BodyUnfinished.class);
        assertThat(peer.trouble()).isEmpty();
        assertThat(whole).as("bodies that the peer took for whole").isEmpty();
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the caller is gone");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    @Test
    void a_peer_that_says_nothing_is_waited_for_no_longer_than_the_patience() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Peer peer = peer(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
            assertThatThrownBy(() -> peer.send(PeerRequest.get("/a", null).within(Duration.ofMillis(300))))
                    .isInstanceOf(PeerUnreachable.class)
                    .hasMessageContaining("did not answer within");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry.example:8082",
                "http://10.0.0.7:8082",
                "ftp://127.0.0.1",
                "https://user@registry.example",
                "https://registry.example/path",
                "https://registry.example?x=y",
                "registry",
            })
    void an_address_that_could_be_overheard_or_misread_stops_the_start(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer(URI.create(address)))
                .withMessageContaining("freehold.peer.registry.url");
    }

    private Peer peer() {
        return peer(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private Peer peer(URI address) {
        return new Peers(
                        Map.of(ServiceName.REGISTRY, new Peers.Configured("freehold.peer.registry.url", address)),
                        TrustedAuthorities.of(Optional.empty()),
                        () -> new InternalTokens(ServiceName.GATEWAY, key, Clock.systemUTC()))
                .find(ServiceName.REGISTRY)
                .orElseThrow();
    }
}
