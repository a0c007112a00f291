package dev.freehold.console.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.freehold.console.start.http.RemoteKeys;
import dev.freehold.console.trail.http.RemoteTrail;
import dev.freehold.contracts.audit.AuditTrail;
import dev.freehold.contracts.audit.ProofCheck;
import dev.freehold.contracts.audit.TrailEntry;
import dev.freehold.contracts.audit.TrailQuery;
import dev.freehold.contracts.audit.TrailRecord;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.enforcement.peer.Peer;
import dev.freehold.enforcement.peer.Peers;
import dev.freehold.enforcement.peer.TrustedAuthorities;
import dev.freehold.enforcement.peer.audit.Covered;
import dev.freehold.enforcement.peer.audit.ProofReply;
import dev.freehold.enforcement.peer.registry.NewKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console asks of services in other processes, and what it makes of their answers. */
class RemotePortsTest {
    private static final ProblemType GONE = new ProblemType("GONE", 503, "Gone", "Wait.");
    private static final ProblemType DENIED = new ProblemType("POLICY_DENIED", 403, "Denied", "Ask.");
    private static final Caller OFFICER =
            new Caller(new TenantId("acme"), "olga", "session", Set.of(Role.COMPLIANCE_OFFICER), null);
    private static final TrailEntry ENTRY = new TrailEntry(
            7, "e-7", Instant.parse("2026-11-23T09:00:00Z"), "t", "a", "p", null, null, null, "ok", null);

    @TempDir
    Path folder;

    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;
    private AuditTrail trail;
    private OwnKeys keys;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String target = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + target);
            exchange.getRequestBody().readAllBytes();
            Object answer = answers.get(target);
            byte[] body = answer == null ? new byte[0] : Json.MAPPER.writeValueAsBytes(answer);
            exchange.getResponseHeaders()
                    .set("content-type", status < 400 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(answer == null ? 404 : status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        trail = new RemoteTrail(peer(ServiceName.AUDIT), GONE);
        keys = new RemoteKeys(peer(ServiceName.REGISTRY), GONE);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_trail_is_read_as_it_is_told() {
        TrailRecord record = new TrailRecord(ENTRY, new byte[] {1, 2}, new byte[] {3});
        answers.put("/internal/audit/v1/trail/search", List.of(ENTRY));
        answers.put("/internal/audit/v1/trail/entries/e-7", record);
        answers.put(
                "/internal/audit/v1/trail/entries/e-7/check",
                ProofReply.of(new ProofCheck.Proved(7, 9, "root", "key")));
        answers.put("/internal/audit/v1/trail/size", new Covered(9));
        assertThat(trail.search(OFFICER, TrailQuery.newest(10))).containsExactly(ENTRY);
        assertThat(trail.open(OFFICER, "e-7").orElseThrow().leaf()).containsExactly(1, 2);
        assertThat(trail.check(OFFICER, "e-7")).contains(new ProofCheck.Proved(7, 9, "root", "key"));
        assertThat(trail.size(OFFICER)).isEqualTo(9);
    }

    @Test
    void an_entry_that_is_not_there_is_none_and_its_name_leads_nowhere_else() {
        assertThat(trail.open(OFFICER, "../size?x")).isEmpty();
        assertThat(asked).containsExactly("GET /internal/audit/v1/trail/entries/..%2Fsize%3Fx");
    }

    @Test
    void a_denial_keeps_its_code() {
        status = 403;
        answers.put("/internal/audit/v1/trail/search", Problem.of(DENIED, "No."));
        assertThatThrownBy(() -> trail.search(OFFICER, TrailQuery.newest(10)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo("POLICY_DENIED"));
    }

    @Test
    void a_service_that_is_gone_is_a_problem_and_never_an_empty_page() {
        server.stop(0);
        assertThatThrownBy(() -> trail.search(OFFICER, TrailQuery.newest(10))).hasMessageStartingWith("GONE");
        assertThatThrownBy(() -> trail.size(OFFICER)).hasMessageStartingWith("GONE");
        assertThatThrownBy(() -> keys.issue(OFFICER)).hasMessageStartingWith("GONE");
    }

    @Test
    void a_key_is_asked_for_once() {
        answers.put("/internal/registry/v1/own-keys", new NewKey("0badcafe", "fh_0badcafe_secret"));
        OwnKeys.IssuedKey issued = keys.issue(OFFICER);
        assertThat(issued.id()).isEqualTo("0badcafe");
        assertThat(issued.key().reveal()).isEqualTo("fh_0badcafe_secret");
        assertThat(asked).containsExactly("POST /internal/registry/v1/own-keys");
    }

    private Peer peer(ServiceName name) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        ServiceKey key = ServiceKey.at(folder.resolve("private.pem"));
        return new Peers(
                        Map.of(name, new Peers.Configured("freehold.peer.audit.url", address)),
                        TrustedAuthorities.of(Optional.empty()),
                        () -> new InternalTokens(ServiceName.CONSOLE, key, Clock.systemUTC()))
                .find(name)
                .orElseThrow();
    }
}
