package dev.freehold.gateway.passage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway whose registry is another process. */
@QuarkusTest
@TestProfile(PassageTest.Apart.class)
class PassageTest {
    /** With peers, which the other tests of this module do without. */
    public static final class Apart implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Owners.class));
        }
    }

    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
        Owners.reset();
    }

    @Test
    void a_proved_caller_goes_on_to_the_owner_and_the_key_does_not() {
        authorized()
                .queryParam("after", "a b")
                .get("/api/registry/models/x")
                .then()
                .statusCode(200)
                .header("x-thing", "kept");
        assertThat(Owners.TARGETS).containsExactly("/api/registry/models/x?after=a%20b");
        assertThat(Owners.CALLS.get(0)).isInstanceOfSatisfying(InternalCall.Proved.class, proved -> {
            assertThat(proved.from()).isEqualTo(ServiceName.GATEWAY);
            assertThat(proved.caller().subject()).isEqualTo("sam.support");
            assertThat(proved.caller().useCase()).isNotNull();
        });
        assertThat(Owners.HEADERS.get(0)).doesNotContainKeys("Authorization", "Cookie");
    }

    @Test
    void an_internal_identity_that_a_person_sends_is_refused_on_every_path() {
        for (String path : List.of("/api/registry/models", "/v1/models", "/api/models", "/q/health/x", "/nowhere")) {
            authorized()
                    .header(InternalTokens.HEADER.toUpperCase(java.util.Locale.ROOT), "eyJ.e30.x")
                    .get(path)
                    .then()
                    .statusCode(400);
        }
        assertThat(Owners.TARGETS).isEmpty();
    }

    @Test
    void headers_of_this_house_are_not_passed_on() {
        authorized()
                .header("freehold-asked-host", "evil.example")
                .header("Freehold-Anything", "x")
                .get("/api/registry/models")
                .then()
                .statusCode(200);
        assertThat(Owners.HEADERS.get(0)).doesNotContainKey("Freehold-anything");
        assertThat(Owners.HEADERS.get(0).get("Freehold-asked-host").get(0)).startsWith("127.0.0.1");
    }

    @Test
    void a_wrong_key_ends_at_the_gateway() {
        given().header("Authorization", "Bearer nobody")
                .get("/api/registry/models")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_KEY"));
        given().get("/api/registry/models").then().statusCode(401);
        assertThat(Owners.TARGETS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/registry/../../internal/registry/v1/view",
                "/api/registry/%2e%2e/%2e%2e/internal/registry/v1/view",
                "/api/registry/..%2f..%2finternal/registry/v1/view",
                "/api/registry/%2e%2e%2f%2e%2e%2finternal%2fregistry/v1/view",
                "/api/registry/a%5c..%5cb",
                "/api/registry/models/%2E%2e/%2e%2E/internal",
                "/api/registry/models/..%5c..%5cinternal",
                "/api/registry/models/x%00",
                "/api/registry/models/x%0d%0aHost:%20y",
                "/api/registry/models/..;/internal",
                "/api/registryx",
                "/api/other/models",
                "/internal/registry/v1/view",
            })
    void a_path_that_leads_elsewhere_leads_nowhere(String path) {
        int status = authorized().urlEncodingEnabled(false).get(path).statusCode();
        assertThat(status).isBetween(400, 499);
        assertThat(Owners.TARGETS).isEmpty();
    }

    @Test
    void bodies_are_streams_either_way() {
        Owners.answer = 20 << 20;
        int length = authorized()
                .contentType("application/zip")
                .body(new byte[20 << 20])
                .post("/api/registry/imports")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray()
                .length;
        assertThat(length).isEqualTo(20 << 20);
        assertThat(Owners.LENGTHS).containsExactly(20L << 20);
        Owners.chunked = true;
        assertThat(authorized().get("/api/registry/export").asByteArray()).hasSize(20 << 20);
    }

    @Test
    void refusals_of_the_owner_are_the_callers() {
        Owners.status = 409;
        authorized().delete("/api/registry/models/x").then().statusCode(409);
    }

    @Test
    void that_the_owner_does_not_know_this_gateway_is_not_the_callers_fault() {
        Owners.status = 401;
        authorized().get("/api/registry/models").then().statusCode(503).body("code", equalTo("SERVICE_UNREACHABLE"));
    }

    @Test
    void an_owner_that_is_gone_is_named_by_a_problem() {
        authorized()
                .get("/api/audit/entries")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("SERVICE_UNREACHABLE"));
    }

    @Test
    void an_owner_that_was_not_configured_has_no_address_here() {
        authorized().get("/api/finetune/v1/files").then().statusCode(404);
    }

    @Test
    void one_caller_has_a_share_of_the_passage_and_another_comes_through() {
        house.admit("other-key", new Caller(Scene.TENANT, "olga", "key-2", Set.of(Role.OPERATOR), null));
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                held.add(callers.submit(
                        () -> authorized().get("/api/registry/held").statusCode()));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> Owners.TARGETS.size() == 8);
            authorized().get("/api/registry/models").then().statusCode(503).body("code", equalTo("PASSAGE_BUSY"));
            given().header("Authorization", "Bearer other-key")
                    .get("/api/registry/models")
                    .then()
                    .statusCode(200);
            Owners.HELD.arrive();
            for (Future<Integer> one : held) {
                assertThat(one).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(200);
            }
            authorized().get("/api/registry/models").then().statusCode(200);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void a_body_that_drips_ends_in_time_and_speaks_ill_of_the_caller_alone() throws Exception {
        long began = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(100);
            String head = "POST /api/registry/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Scene.KEY
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(answerToADrip(socket)).startsWith("HTTP/1.1 408");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(trouble("registry")).isEqualTo("no trouble");
        assertThat(Owners.LENGTHS).as("bodies that the owner took for whole").isEmpty();
    }

    private static String answerToADrip(Socket socket) throws IOException {
        byte[] answer = new byte[12];
        for (int i = 0; i < 300; i++) {
            socket.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                int count = socket.getInputStream().read(answer);
                return count < 0 ? "" : new String(answer, 0, count, StandardCharsets.US_ASCII);
            } catch (SocketTimeoutException nothingYet) {
                assertThat(answer[0]).isZero();
            }
        }
        return "no answer";
    }

    @Test
    void a_length_that_a_caller_tells_without_a_body_speaks_not_ill_of_the_owner() {
        authorized().body("12345").get("/api/registry/models").then().statusCode(200);
        assertThat(trouble("registry")).isEqualTo("no trouble");
    }

    @Test
    void inference_that_cannot_be_reached_is_named_by_readiness() {
        authorized()
                .contentType("application/json")
                .body("{\"model\":\"minilm\",\"input\":\"hello\"}")
                .post("/v1/embeddings")
                .then()
                .statusCode(503);
        assertThat(trouble("inference")).startsWith("inference cannot be reached");
    }

    private static String trouble(String peer) {
        return given().get("/q/health/ready").path("checks.find { it.name == 'peers' }.data['" + peer + "']");
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + Scene.KEY);
    }
}
