package dev.freehold.gateway.passage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.freehold.enforcement.identity.internal.InternalCall;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
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

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + Scene.KEY);
    }
}
