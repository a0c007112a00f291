package dev.freehold.gateway.models;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelsTest {
    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void the_list_holds_what_this_caller_may_call_and_nothing_else() {
        get("/v1/models")
                .statusCode(200)
                .header("x-freehold-receipt", notNullValue())
                .body("object", equalTo("list"))
                .body("data.id", equalTo(List.of(Scene.MODEL)))
                .body("data[0].object", equalTo("model"))
                .body("data[0].created", equalTo(1793491200))
                .body("data[0].owned_by", equalTo("acme"))
                .body("data[0].governance.state", equalTo("approved"));
        assertThat(house.journal.lines()).containsExactly("inference.intent", "inference.outcome");
        assertThat(house.events.get(0).action()).isEqualTo("model.list");
    }

    @Test
    void one_model_can_be_looked_at_by_name() {
        get("/v1/models/minilm").statusCode(200).body("id", equalTo("minilm"));
    }

    @Test
    void what_may_not_be_called_looks_absent() {
        for (String name : List.of(Scene.WAITING, Scene.OTHERS, "no-such-model", "a/b")) {
            get("/v1/models/" + name).statusCode(404).body("error.code", equalTo("model_not_found"));
        }
    }

    @Test
    void a_model_of_the_use_case_that_nobody_approved_is_told_from_one_outside_it() {
        get("/v1/models/" + Scene.WAITING)
                .body("error.message", containsString("no approved model has that name"))
                .body("error.remedy", containsString("have it approved"));
        get("/v1/models/" + Scene.OTHERS).body("error.message", containsString("It may call: "));
    }

    @Test
    void a_denied_look_shows_nothing() {
        house.policy = request -> new Decision.Denied(
                "7f8e0c1a-0000-4000-8000-000000000000",
                House.BUNDLE,
                List.of(new Reason("ROLE_NOT_ALLOWED", "None of your roles may do this.", "Ask for one.")));
        get("/v1/models").statusCode(403).body("error.code", equalTo("ROLE_NOT_ALLOWED"));
        get("/v1/models/minilm").statusCode(403);
    }

    private static ValidatableResponse get(String path) {
        return given().header("Authorization", "Bearer " + Scene.KEY).get(path).then();
    }
}
