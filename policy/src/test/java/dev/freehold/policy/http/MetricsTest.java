package dev.freehold.policy.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {
    @Test
    void decisions_and_the_state_of_recording_are_shown() {
        given().header("Authorization", "Bearer eve")
                .get("/api/policy/versions")
                .then()
                .statusCode(403);
        given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("freehold_policy_decision_duration_seconds_count{result=\"denied\""))
                .body(containsString("freehold_recording "))
                .body(containsString("freehold_wal_backlog "))
                .body(containsString("jvm_memory_used_bytes"))
                .body(not(containsString("http_server_requests")));
    }
}
