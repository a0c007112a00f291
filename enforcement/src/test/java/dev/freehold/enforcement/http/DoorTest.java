package dev.freehold.enforcement.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.freehold.enforcement.recording.RecorderHealth;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The adapters for HTTP and CDI in the framework that the services use. */
@QuarkusTest
class DoorTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    Door.Ledger ledger;

    @Inject
    RecorderHealth health;

    @Test
    void a_caller_with_a_good_key_is_known_inside() {
        anna().get("/door").then().statusCode(200).body(equalTo("anna@acme.example"));
    }

    @Test
    void without_a_key_the_scheme_that_would_do_is_named() {
        given().get("/door")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("AUTHENTICATION_REQUIRED"));
    }

    @Test
    void where_people_come_in_no_internal_identity_does() {
        for (String path : new String[] {"/door", "/door/unmarked", "/nowhere"}) {
            given().header("Authorization", "Bearer fh-anna")
                    .header("Freehold-Identity", "eyJ.e30.x")
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("INTERNAL_HEADER"));
        }
    }

    @Test
    void a_bad_key_is_refused() {
        given().header("Authorization", "Bearer fh-bad")
                .get("/door")
                .then()
                .statusCode(401)
                .body("code", equalTo("INVALID_KEY"));
    }

    @Test
    void an_action_reaches_the_ledger_as_intent_and_outcome() {
        int before = ledger.size();
        anna().contentType("application/json")
                .body("minilm")
                .post("/door/approve")
                .then()
                .statusCode(200);
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (ledger.size() < before + 2 && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(ledger.size()).isGreaterThanOrEqualTo(before + 2);
        assertThat(health.report().ok()).isTrue();
    }

    @Test
    void a_denial_carries_reasons_and_the_decision() {
        anna().contentType("application/json")
                .body("secret")
                .post("/door/approve")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("decision_id", equalTo("d-2"))
                .body("reasons[0].remedy", equalTo("Ask its owner."));
    }

    @Test
    void what_http_itself_refuses_keeps_its_status() {
        given().get("/nowhere").then().statusCode(404).contentType(PROBLEM).body("code", equalTo("NOT_FOUND"));
        anna().delete("/door").then().statusCode(405).contentType(PROBLEM).body("code", equalTo("METHOD_NOT_ALLOWED"));
        anna().contentType("text/plain")
                .body("x")
                .post("/door/approve")
                .then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void a_bug_shows_an_error_id_and_nothing_else() {
        given().get("/door/unmarked")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("code", equalTo("INTERNAL"))
                .body("detail", matchesPattern("Error id [0-9a-f-]{36}\\."))
                .body(not(containsString("Authenticated")));
    }

    private static RequestSpecification anna() {
        return given().header("Authorization", "Bearer fh-anna");
    }
}
