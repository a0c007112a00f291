package dev.freehold.console.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.console.session.FakeSessions;
import dev.freehold.console.session.Visit;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.Resolution;
import dev.freehold.contracts.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartPagesTest {
    @Inject
    FakeModels models;

    @Inject
    FakeKeys keys;

    @BeforeEach
    void begin_without_models() {
        models.clear();
        keys.clear();
    }

    @Test
    void only_the_use_cases_own_models_are_named_each_with_what_stands_in_the_way() {
        models.add("all-minilm-l6-v2", "embeddings", ModelState.APPROVED, Confidentiality.RESTRICTED);
        models.add("complaint-classifier", "classify", ModelState.VETTED, Confidentiality.PUBLIC);
        models.add("of-another-use-case", "chat", ModelState.APPROVED, Confidentiality.PUBLIC);

        assertThat(page("/console/start"))
                .contains("It is restricted, your use case is cleared for confidential.", "It is not approved")
                .contains("The registry has no model of this name", "support-writer")
                .contains("None of your use case's models can be called yet")
                .doesNotContain("of-another-use-case");
    }

    @Test
    void the_examples_call_what_may_be_called_whatever_was_asked_for() {
        models.add("all-minilm-l6-v2", "embeddings", ModelState.APPROVED, Confidentiality.PUBLIC);
        models.add("support-writer", "chat", ModelState.VETTED, Confidentiality.PUBLIC);

        assertThat(page("/console/start?model=support-writer"))
                .contains("First call to all-minilm-l6-v2", "client.embeddings.create");
        assertThat(page("/console/start?model=%3Cscript%3E")).doesNotContain("<script>");
    }

    @Test
    void a_key_is_shown_in_one_answer_and_stored_nowhere() {
        Response made = developer().post("/console/start/keys");

        assertThat(made.asString()).contains("fh_a1b2c3d1_made-for-a-test");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(keys.asked())
                .singleElement()
                .satisfies(caller -> assertThat(caller.useCase().id()).isEqualTo("complaint-triage"));
        assertThat(page("/console/start")).doesNotContain("fh_a1b2c3d1");
        assertThat(developer()
                        .redirects()
                        .follow(false)
                        .get("/console/start/keys")
                        .header("Location"))
                .endsWith("/console/start");
    }

    @Test
    void the_reference_of_refusals_is_whole() {
        assertThat(Refusals.ALL).hasSizeGreaterThan(40);
        assertThat(page("/console/start/refusals")).contains("KEYS_UNREACHABLE", "JOBS_UNREACHABLE");
    }

    @Test
    void a_gateway_elsewhere_is_named_as_configured() {
        GatewayAddress address = new GatewayAddress(Optional.of(URI.create("https://models.example/v1/")));

        assertThat(address.of(null)).isEqualTo("https://models.example/v1");
        assertThatThrownBy(() -> new GatewayAddress(Optional.of(URI.create("models.example"))))
                .hasMessageContaining("freehold.console.gateway");
    }

    @Test
    void what_is_not_there_is_said_and_never_empty() {
        Caller jane = new Caller(new TenantId("default"), "jane", "browser", Set.of(Role.APPLICATION), null);
        UnreachableCatalogue catalogue = new UnreachableCatalogue();

        assertThatThrownBy(() -> catalogue.list(jane.tenant())).isInstanceOf(ProblemException.class);
        assertThat(catalogue.resolve(jane.tenant(), "x")).isInstanceOf(Resolution.Unavailable.class);
        assertThatThrownBy(() -> new UnreachableKeys().issue(jane)).isInstanceOf(ProblemException.class);
    }

    private static RequestSpecification developer() {
        return given().urlEncodingEnabled(false).cookie(Visit.COOKIE, FakeSessions.DEVELOPER);
    }

    private static String page(String address) {
        return developer().get(address).then().statusCode(200).extract().asString();
    }
}
