package dev.freehold.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SurfaceTest {
    private static final String BODY = "{\"model\":\"minilm\",\"input\":\"a\"}";

    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void any_other_path_is_refused_in_openais_shape() {
        for (String path : List.of("/v1/chat", "/v1/responses", "/v1/embeddings/x", "/v1/")) {
            authorized()
                    .body(BODY)
                    .post(path)
                    .then()
                    .statusCode(404)
                    .header("x-request-id", notNullValue())
                    .body("error.code", equalTo("unknown_url"));
        }
        authorized().get("/v1/batches").then().statusCode(404).body("error.code", equalTo("unknown_url"));
        assertThat(house.journal.lines()).isEmpty();
    }

    @Test
    void a_wrong_method_is_refused_in_openais_shape() {
        for (String path : List.of("/v1/embeddings", "/v1/classify")) {
            int status = authorized()
                    .get(path)
                    .then()
                    .header("x-should-retry", "false")
                    .header("x-request-id", notNullValue())
                    .body("error.type", equalTo("invalid_request_error"))
                    .extract()
                    .statusCode();
            assertThat(status).isIn(404, 405);
        }
        authorized().delete("/v1/models/minilm").then().body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void paths_of_other_services_keep_their_own_errors() {
        String body = given().get("/api/other").then().statusCode(404).extract().asString();
        assertThat(body).doesNotContain("unknown_url");
    }

    @Test
    void a_media_type_or_an_accept_header_changes_nothing() {
        authorized()
                .contentType("text/plain")
                .accept("text/csv")
                .body(BODY)
                .post("/v1/embeddings")
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    @Test
    void nobody_comes_in_without_a_key() {
        for (RequestSpecification request : List.of(
                given(),
                given().header("Authorization", "Bearer wrong"),
                given().header("Authorization", "Bearer"),
                given().header("Authorization", "Bearer " + "x".repeat(600)),
                given().header("Authorization", "Basic " + Scene.KEY),
                given().header("api-key", Scene.KEY),
                given().header("Authorization", "Bearer " + Scene.KEY)
                        .header("Authorization", "Bearer " + Scene.KEY))) {
            request.body(BODY)
                    .post("/v1/embeddings")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .header("x-should-retry", "false")
                    .body("error.code", equalTo("invalid_api_key"));
        }
        assertThat(house.seenByModel).isEmpty();
        assertThat(house.events.get(0).type()).isEqualTo("auth.intent");
        assertThat(house.events.get(1).outcome().code()).isEqualTo("invalid_api_key");
        assertThat(house.recorded()).doesNotContain("wrong\"", Scene.KEY);
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + Scene.KEY).contentType("application/json");
    }
}
