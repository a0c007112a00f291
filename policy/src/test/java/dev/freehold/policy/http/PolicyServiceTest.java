package dev.freehold.policy.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.policy.PolicyBundles;
import dev.freehold.enforcement.decision.PolicyDecisionPoint;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PolicyServiceTest {
    private final PolicyBundles bundles;
    private final PolicyDecisionPoint point;

    @Inject
    PolicyServiceTest(PolicyBundles bundles, PolicyDecisionPoint point) {
        this.bundles = bundles;
        this.point = point;
    }

    private String digest() {
        return bundles.current(new TenantId("default")).digest().value();
    }

    @Test
    void the_bundle_in_force_is_described() {
        given().get("/api/policy/bundle")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("digest", equalTo(digest()))
                .body("entrypoint", equalTo("freehold/decision"))
                .body("rules", hasSize(23))
                .body("rules.code", hasItem("MODEL_NOT_APPROVED"))
                .body("rules.title", hasItem("Secrets never reach a model."));
    }

    @Test
    void the_bundle_in_force_and_its_sources_can_be_taken_away() throws IOException {
        byte[] zip = given().get("/api/policy/bundle/archive")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        List<String> names = new ArrayList<>();
        ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
            names.add(entry.getName());
        }
        assertThat(names)
                .contains("bundle/policy.wasm", "bundle/bundle.sha256", "rego/decision.rego", "rego/data.json");
    }

    @Test
    void the_service_is_ready_once_policy_decides() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'policy' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'policy' }.data.bundle", equalTo(digest()));
    }

    @Test
    void every_module_of_the_process_decides_with_this_bundle() {
        DecisionRequest request = new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.now(),
                new TenantId("default"),
                new DecisionRequest.Subject("p-1", "console", List.of(Role.DATA_ENGINEER)),
                "model.list",
                DecisionRequest.Resource.named("model", "all"),
                null,
                List.of(),
                0);
        assertThat(point.decide(request))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.bundle().value()).isEqualTo(digest()));
    }
}
