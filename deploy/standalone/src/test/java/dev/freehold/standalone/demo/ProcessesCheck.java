package dev.freehold.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.identity.Role;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.standalone.cli.PlatformClient;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.standalone.home.Home;
import dev.freehold.standalone.processes.Apart;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's story told to services that are processes of their own, through the gateway alone; then attacks on the identity
 * between them. Takes minutes, so that {@code deploy/e2e/processes} runs it and the ordinary build does not.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessesCheck {
    private static final Path ARCHIVES = Path.of("target", "starter-models");

    @TempDir
    static Path home;

    private static Credentials credentials;
    private static Apart apart;
    private static DemoActors actors;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        credentials = Credentials.ensure(new Home(home, 1));
        apart = new Apart(home, credentials);
        Instant before = Instant.now();
        apart.start();
        say("seven services ready after %s", Duration.between(before, Instant.now()));
        actors = new DemoActors(new PlatformClient(apart.url("gateway")), credentials);
    }

    @AfterAll
    static void stop() {
        apart.close();
    }

    @Test
    @Order(1)
    void the_story_of_one_process_is_told_by_seven() throws IOException, InterruptedException {
        Narrator narrator = new Narrator(writer());
        ModelStory models = new ModelStory(actors, narrator);
        models.bringIn(archive());
        TuningStory.Tuned tuned = new TuningStory(actors, Subject.complaints(), narrator).tune();
        JsonNode figures = tuned.job().path("freehold");
        assertThat(figures.path("tuned_f1").asDouble())
                .isGreaterThan(figures.path("base_f1").asDouble());
        models.approve("complaint-classifier", figures.path("adapter").asText(), false);
        CallStory.Called called = new CallStory(actors, Subject.complaints(), narrator).call();
        assertThat(called.denied()).isPositive();
        new ProofStory(actors, narrator, apart.homeOf("audit").resolve("ledger").resolve("default")).prove(called);
    }

    @Test
    @Order(2)
    void each_process_wrote_its_own_records() throws IOException, InterruptedException {
        Thread.sleep(1_000);
        StringBuilder ledger = new StringBuilder();
        Path entries = apart.homeOf("audit").resolve("ledger/default/tile/entries");
        try (var files = Files.walk(entries)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                ledger.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        for (String source : List.of("audit-1", "registry-1", "finetune-service-1", "gateway-1")) {
            assertThat(ledger).contains("\"source\":\"" + source + "\"");
        }
        for (Role role : Credentials.ROLES) {
            assertThat(ledger).doesNotContain(credentials.of(role).reveal());
        }
    }

    @Test
    @Order(3)
    void a_key_that_is_withdrawn_is_refused_by_the_gateway_within_a_second() throws IOException, InterruptedException {
        JsonNode issued = actors.client()
                .postJson(
                        actors.operator(),
                        "/api/registry/use-cases/complaint-triage/keys",
                        dev.freehold.contracts.json.Json.MAPPER
                                .createObjectNode()
                                .put("subject", "short-lived"))
                .expectOk("key");
        HttpRequest models = HttpRequest.newBuilder(URI.create(apart.url("gateway") + "/v1/models"))
                .header("Authorization", "Bearer " + issued.path("key").asText())
                .build();
        awaitStatus(models, 200, Duration.ofSeconds(5));
        HttpRequest revoke = HttpRequest.newBuilder(URI.create(apart.url("gateway")
                        + "/api/registry/use-cases/complaint-triage/keys/"
                        + issued.path("id").asText()))
                .header("Authorization", "Bearer " + actors.operator().reveal())
                .DELETE()
                .build();
        assertThat(send(revoke).statusCode()).isBetween(200, 299);
        say("withdrawn key refused after %s", awaitStatus(models, 401, Duration.ofSeconds(1)));
    }

    @Test
    @Order(4)
    void no_identity_between_services_can_be_forged_from_outside() throws IOException, InterruptedException {
        String path = "/internal/registry/v1/view";
        URI registry = URI.create(apart.url("registry") + path);
        // What is taken: the gateway's own signature, once.
        ServiceKey gateway = ServiceKey.at(apart.homeOf("gateway").resolve("keys/internal/private.pem"));
        InternalTokens tokens = new InternalTokens(ServiceName.GATEWAY, gateway, Clock.systemUTC());
        String good = tokens.issue(ServiceName.REGISTRY, "GET", path, null);
        assertThat(status(registry, good)).isEqualTo(200);
        // Replayed, for another service, for another path, by a service that may not, by a stranger, expired, unsigned.
        assertThat(status(registry, good)).isEqualTo(401);
        assertThat(status(registry, tokens.issue(ServiceName.AUDIT, "GET", path, null)))
                .isEqualTo(401);
        assertThat(status(registry, tokens.issue(ServiceName.REGISTRY, "GET", path + "x", null)))
                .isEqualTo(401);
        ServiceKey audit = ServiceKey.at(apart.homeOf("audit").resolve("keys/internal/private.pem"));
        assertThat(status(
                        registry,
                        new InternalTokens(ServiceName.AUDIT, audit, Clock.systemUTC())
                                .issue(ServiceName.REGISTRY, "GET", path, null)))
                .isEqualTo(401);
        assertThat(status(
                        registry,
                        new InternalTokens(ServiceName.GATEWAY, audit, Clock.systemUTC())
                                .issue(ServiceName.REGISTRY, "GET", path, null)))
                .isEqualTo(401);
        ServiceKey stranger = ServiceKey.at(home.resolve("stranger.pem"));
        assertThat(status(
                        registry,
                        new InternalTokens(ServiceName.GATEWAY, stranger, Clock.systemUTC())
                                .issue(ServiceName.REGISTRY, "GET", path, null)))
                .isEqualTo(401);
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
        assertThat(status(
                        registry,
                        new InternalTokens(ServiceName.GATEWAY, gateway, past)
                                .issue(ServiceName.REGISTRY, "GET", path, null)))
                .isEqualTo(401);
        assertThat(status(registry, "eyJhbGciOiJub25lIn0.e30.")).isEqualTo(401);
        assertThat(apart.log("registry")).contains("an internal request was refused");
        // And the gateway lets none in from a person, good or not.
        String fresh = tokens.issue(ServiceName.REGISTRY, "GET", "/api/registry/models", null);
        assertThat(status(URI.create(apart.url("gateway") + "/api/registry/models"), fresh))
                .isEqualTo(400);
    }

    @Test
    @Order(5)
    void a_gateway_without_registry_goes_on_until_its_memory_is_old_and_says_so()
            throws IOException, InterruptedException {
        apart.stop("registry");
        HttpRequest models = HttpRequest.newBuilder(URI.create(apart.url("gateway") + "/v1/models"))
                .header(
                        "Authorization",
                        "Bearer " + credentials.of(Role.APPLICATION).reveal())
                .build();
        assertThat(send(models).statusCode()).isEqualTo(200);
        say("gateway refused after %s without registry", awaitStatus(models, 503, Duration.ofSeconds(45)));
        HttpResponse<String> ready = send(HttpRequest.newBuilder(URI.create(apart.url("gateway") + "/q/health/ready"))
                .build());
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("registry cannot be reached");
        apart.restart("registry");
        say("and answered after %s with it", awaitStatus(models, 200, Duration.ofSeconds(20)));
    }

    @Test
    @Order(6)
    void a_killed_audit_service_loses_nothing_that_was_acknowledged() throws IOException, InterruptedException {
        apart.restart("audit");
        CallStory.Called called = new CallStory(actors, Subject.complaints(), new Narrator(writer())).call();
        Narrator narrator = new Narrator(writer());
        new ProofStory(actors, narrator, apart.homeOf("audit").resolve("ledger").resolve("default")).prove(called);
    }

    private static Path archive() throws IOException {
        try (var files = Files.list(ARCHIVES)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int status(URI address, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address)
                        .header(InternalTokens.HEADER, token)
                        .build())
                .statusCode();
    }

    private static Duration awaitStatus(HttpRequest request, int status, Duration limit)
            throws IOException, InterruptedException {
        Instant from = Instant.now();
        int last = 0;
        while (Instant.now().isBefore(from.plus(limit))) {
            last = send(request).statusCode();
            if (last == status) {
                return Duration.between(from, Instant.now());
            }
            Thread.sleep(20);
        }
        throw new AssertionError("status " + last + " and not " + status + " after " + limit);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void say(String format, Object... values) {
        writer().printf(format + "%n", values);
    }

    private static PrintWriter writer() {
        return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    }
}
