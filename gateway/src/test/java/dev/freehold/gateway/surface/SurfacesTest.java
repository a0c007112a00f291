package dev.freehold.gateway.surface;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Neighbours;
import dev.freehold.gateway.house.Scene;
import dev.freehold.gateway.http.OpenAiErrors;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SurfacesTest {
    @Inject
    House house;

    @Inject
    Neighbours neighbours;

    @Inject
    Bounds bounds;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
        neighbours.reset();
    }

    @Test
    void a_surface_gets_the_caller_and_the_request_without_its_credentials() {
        authorized()
                .header("X-Thing", "y")
                .queryParam("limit", 3)
                .get("/v1/fine_tuning/jobs/ft-1/events")
                .then()
                .statusCode(200);
        assertThat(neighbours.callers.get(0).subject()).isEqualTo("sam.support");
        assertThat(neighbours.asked.get(0).path()).isEqualTo("fine_tuning/jobs/ft-1/events");
        assertThat(neighbours.asked.get(0).method()).isEqualTo("GET");
        assertThat(neighbours.asked.get(0).parameter("limit")).isEqualTo("3");
        assertThat(neighbours.asked.get(0).headers())
                .containsEntry("x-thing", "y")
                .doesNotContainKeys("authorization", "cookie");
    }

    @Test
    void every_path_of_a_surface_reaches_it() {
        for (String path : List.of(
                "v1/files",
                "v1/files/file-1",
                "v1/files/file-1/content",
                "v1/fine_tuning/jobs",
                "v1/fine_tuning/jobs/x/checkpoints",
                "api/models",
                "api/models/support/tree/main",
                "api/models/acme/support/revision/main",
                "api/datasets/letters",
                "api/whoami-v2",
                "support/resolve/main/config.json",
                "acme/support/resolve/main/sub/model.safetensors")) {
            authorized()
                    .get("/" + path)
                    .then()
                    .statusCode(200)
                    .header("etag", "\"abc\"")
                    .body(equalTo(path.startsWith("v1/") ? path.substring(3) : path));
        }
    }

    @Test
    void bodies_go_through_as_they_are() {
        authorized()
                .contentType("application/octet-stream")
                .body("--b\r\nanything".getBytes(StandardCharsets.UTF_8))
                .post("/v1/files")
                .then()
                .statusCode(200);
        authorized()
                .contentType("application/json")
                .body("{}")
                .post("/api/models/m/paths-info/main")
                .then()
                .statusCode(200);
        authorized().delete("/v1/files/f").then().statusCode(200);
        assertThat(neighbours.bodies).containsExactly("--b\r\nanything", "{}", "");
    }

    @Test
    void an_answer_to_head_tells_the_length_that_get_would_send() {
        neighbours.reply = request -> new SurfaceReply(
                200,
                Map.of("x-repo-commit", "c0ffee", "accept-ranges", "bytes"),
                SurfaceReply.Body.of(new byte[70_000]));
        Response head = authorized().head("/support/resolve/main/model.safetensors");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo("70000");
        assertThat(head.header("x-repo-commit")).isEqualTo("c0ffee");
        Response get = authorized().header("Range", "bytes=0-").get("/support/resolve/main/model.safetensors");
        assertThat(get.header("content-length")).isEqualTo("70000");
        assertThat(get.asByteArray()).hasSize(70_000);
        assertThat(neighbours.asked.get(1).headers()).containsEntry("range", "bytes=0-");
    }

    @Test
    void a_body_that_breaks_off_cuts_the_connection() {
        neighbours.reply = request -> new SurfaceReply(200, Map.of(), new SurfaceReply.Body() {
            @Override
            public long length() {
                return 100_000;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[50_000]);
                out.flush();
                throw new IOException("the disk is gone");
            }
        });
        assertThatThrownBy(() -> authorized().get("/support/resolve/main/x").asByteArray())
                .isInstanceOf(Exception.class);
    }

    @Test
    void nobody_comes_to_the_hub_without_a_key_and_its_clients_understand_why() {
        for (RequestSpecification request : List.of(given(), given().header("Authorization", "Bearer wrong"))) {
            request.get("/api/whoami-v2")
                    .then()
                    .statusCode(401)
                    .header("X-Error-Message", "Invalid credentials in Authorization header");
        }
        given().get("/v1/files").then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        assertThat(neighbours.asked).isEmpty();
    }

    @Test
    void the_hubs_clients_first_question_is_answered_without_a_key() {
        given().get("/api/agent-harnesses")
                .then()
                .statusCode(404)
                .header("X-Error-Message", "There are no agent harnesses here.");
    }

    @Test
    void paths_of_others_are_not_shadowed() {
        for (String path : List.of(
                "/api/other",
                "/api/registry/resolve/main/x",
                "/api/models-of-others",
                "/console/resolve/a/b",
                "/q/resolve/a/b",
                "/v1/resolve/a/b",
                "/v1/models/resolve/a",
                "/v1/filesystem",
                "/v1/fine_tuning/checkpoints")) {
            int status = authorized().get(path).statusCode();
            assertThat(status).as(path).isEqualTo(404);
        }
        given().get("/q/health/live").then().statusCode(200);
        assertThat(neighbours.asked).isEmpty();
    }

    /** The hub lets sixteen of one caller's requests in, the fine-tuning surface a quarter of all calls. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/models/held", "/v1/files/held"})
    void one_caller_has_a_share_of_a_surface_and_another_comes_through(String path) {
        int share = path.startsWith("/api/") ? 16 : Math.max(2, bounds.maxConcurrent() / 4);
        house.admit("other-key", new Caller(Scene.TENANT, "olga", "key-2", Set.of(Role.OPERATOR), null));
        CountDownLatch end = new CountDownLatch(1);
        neighbours.reply = request -> {
            if (request.path().endsWith("held")) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> end.getCount() == 0);
            }
            return new SurfaceReply(200, Map.of(), SurfaceReply.Body.of(new byte[0]));
        };
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> held = new ArrayList<>();
            for (int i = 0; i < share; i++) {
                held.add(callers.submit(() -> authorized().get(path).statusCode()));
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> neighbours.asked.size() == share);
            authorized()
                    .get(path.replace("held", "x"))
                    .then()
                    .statusCode(OpenAiErrors.overloaded().status());
            given().header("Authorization", "Bearer other-key")
                    .get(path.replace("held", "x"))
                    .then()
                    .statusCode(200);
            end.countDown();
            for (Future<Integer> one : held) {
                assertThat(one).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(200);
            }
        } finally {
            end.countDown();
            callers.shutdownNow();
        }
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + Scene.KEY);
    }
}
