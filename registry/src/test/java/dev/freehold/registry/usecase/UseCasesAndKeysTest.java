package dev.freehold.registry.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.registry.Examples;
import dev.freehold.registry.FakePolicy;
import dev.freehold.registry.FakeRecorder;
import dev.freehold.registry.People;
import dev.freehold.registry.database.RegistryDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UseCasesAndKeysTest {
    private static final String DOCUMENT = """
            {"id":"%s","owner":"olga","purpose":"Sort mail.","data_categories":["PII"],"models":["minilm"],
             "clearance":"internal","retention_days":%d,"daily_calls":10}
            """;

    @Inject
    People people;

    @Inject
    CallerDirectory directory;

    @Inject
    OwnKeys ownKeys;

    @Inject
    RegistryDatabase database;

    @Inject
    FakePolicy policy;

    @Inject
    FakeRecorder recorder;

    @BeforeEach
    void forget() {
        policy.forbidden.clear();
        recorder.events.clear();
    }

    @Test
    void a_use_case_is_registered_once_and_listed() {
        create("mail", 365).statusCode(201).body("tenant", equalTo("acme"));
        create("mail", 365).statusCode(409).body("code", equalTo("REGISTRY_ALREADY_EXISTS"));
        people.olga().get("/api/registry/use-cases").then().statusCode(200).body("use_cases.id", hasItem("mail"));
        assertThat(recorder.of(Actions.USE_CASE_CREATE)).hasSize(4);
    }

    @Test
    void what_is_wrong_with_a_use_case_is_said() {
        create("short", 30).statusCode(400).body("detail", containsString("183"));
        create("Bad Name", 365).statusCode(400).body("code", equalTo("REGISTRY_NAME_INVALID"));
        post("{\"id\":\"x\"}").statusCode(400).body("detail", containsString("owner"));
        post(DOCUMENT.formatted("x", 365).replace("internal", "secret")).statusCode(400);
        post(DOCUMENT.formatted("x", 365).replace("{", "{\"tenant\":\"other\","))
                .statusCode(400);
        post("x".repeat(70_000)).statusCode(400).body("detail", containsString("longer"));
    }

    @Test
    void a_key_is_shown_once_gives_one_role_and_ends_when_withdrawn() {
        create("keyed", 365).statusCode(201);
        JsonPath shown = people.olga()
                .body("{\"subject\":\"mail-app\"}")
                .post("/api/registry/use-cases/keyed/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        AccessKey key = AccessKey.of(shown.getString("key"));
        assertThat(directory.authenticate(key)).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.caller().roles()).containsExactly(Role.APPLICATION);
            assertThat(known.caller().useCase()).isNotNull();
            assertThat(known.caller().client()).isEqualTo(shown.getString("id"));
        });
        assertThat(kept()).doesNotContain(key.reveal());
        people.olga()
                .delete("/api/registry/use-cases/keyed/keys/" + shown.getString("id"))
                .then()
                .statusCode(204);
        assertThat(directory.authenticate(key)).isEqualTo(new Authentication.Unknown());
        assertThat(recorder.of(Actions.KEY_REVOKE)).containsExactly("registry.intent", "registry.outcome ok");
    }

    @Test
    void a_key_for_no_use_case_is_not_issued() {
        people.olga()
                .body("{\"subject\":\"mail-app\"}")
                .post("/api/registry/use-cases/nowhere/keys")
                .then()
                .statusCode(404)
                .body("code", equalTo("REGISTRY_USE_CASE_UNKNOWN"));
    }

    @Test
    void a_caller_makes_a_key_of_the_same_use_case_eight_times_at_most() {
        create("renewed", 365).statusCode(201);
        UseCase useCase = Json.MAPPER.convertValue(
                people.olga()
                        .get("/api/registry/use-cases/renewed")
                        .then()
                        .extract()
                        .as(Map.class),
                UseCase.class);
        Caller app = new Caller(Examples.ACME, "renewing-app", "k", Set.of(Role.APPLICATION), useCase);
        OwnKeys.IssuedKey issued = ownKeys.issue(app);
        assertThat(directory.authenticate(issued.key())).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.caller().roles()).containsExactly(Role.APPLICATION);
            assertThat(known.caller().subject()).isEqualTo("renewing-app");
            assertThat(known.caller().useCase()).isEqualTo(useCase);
        });
        for (int more = 1; more < 8; more++) {
            ownKeys.issue(app);
        }
        assertThatThrownBy(() -> ownKeys.issue(app)).hasMessageContaining("REGISTRY_KEYS_TOO_MANY");
        assertThat(recorder.of(Actions.KEY_RENEW)).hasSize(18);
    }

    @Test
    void who_belongs_to_no_use_case_makes_no_key() {
        Caller person = Examples.person("dana", Role.DATA_ENGINEER);
        assertThatThrownBy(() -> ownKeys.issue(person)).hasMessageContaining("REGISTRY_USE_CASE_UNKNOWN");
    }

    @Test
    void what_policy_denies_is_not_created() {
        policy.forbidden.add(Actions.USE_CASE_CREATE);
        create("forbidden", 365).statusCode(403).body("code", equalTo("TEST_FORBIDS"));
        policy.forbidden.clear();
        create("forbidden", 365).statusCode(201);
    }

    private String kept() {
        return database.with(handle -> handle.createQuery("select string_agg(k::text, ' ') from api_key k")
                .mapTo(String.class)
                .one());
    }

    private ValidatableResponse create(String id, int retention) {
        return post(DOCUMENT.formatted(id, retention));
    }

    private ValidatableResponse post(String body) {
        return people.olga().body(body).post("/api/registry/use-cases").then();
    }
}
