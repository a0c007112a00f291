package dev.freehold.gateway.classify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClassifyTest {
    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void each_text_gets_its_classes_in_vllms_shape() {
        post("{\"model\":\"minilm\",\"input\":[\"a\",\"b\"]}")
                .statusCode(200)
                .body("id", startsWith("classify-"))
                .body("object", equalTo("list"))
                .body("model", equalTo("minilm"))
                .body("data.index", equalTo(List.of(0, 1)))
                .body("data[1].label", equalTo("billing"))
                .body("data[1].probs", equalTo(List.of(0.75f, 0.25f)))
                .body("data[1].num_classes", equalTo(2))
                .body("data[1].labels", equalTo(List.of("billing", "other")))
                .body("usage.prompt_tokens", equalTo(6))
                .body("usage.total_tokens", equalTo(6))
                .body("usage.completion_tokens", equalTo(0));
        assertThat(house.events.get(0).action()).isEqualTo("model.classify");
    }

    @Test
    void the_model_sees_masked_text_only() {
        post("{\"model\":\"minilm\",\"input\":\"from jane.roe@example.com\"}").statusCode(200);
        assertThat(house.seenByModel).containsExactly("from [EMAIL]");
    }

    @Test
    void an_answer_whose_classes_do_not_fit_is_withheld() {
        house.classifier = texts -> new InferenceResult.Answered<>(
                List.of(new Classification("billing", List.of("billing", "other"), List.of(1f))), 1);
        post("{\"model\":\"minilm\",\"input\":\"a\"}").statusCode(503).body("error.code", equalTo("upstream_broken"));
    }

    private static ValidatableResponse post(String body) {
        return given().header("Authorization", "Bearer " + Scene.KEY)
                .contentType("application/json")
                .body(body)
                .post("/v1/classify")
                .then();
    }
}
