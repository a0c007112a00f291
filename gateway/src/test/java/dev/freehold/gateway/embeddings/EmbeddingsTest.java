package dev.freehold.gateway.embeddings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EmbeddingsTest {
    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void one_text_gives_one_vector_in_openais_shape() {
        post("{\"model\":\"minilm\",\"input\":\"abc\",\"user\":\"u-1\",\"something_new\":1}")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("model", equalTo("minilm"))
                .body("data", hasSize(1))
                .body("data[0].object", equalTo("embedding"))
                .body("data[0].index", equalTo(0))
                .body("data[0].embedding", equalTo(List.of(0.1f, -3.0f, 1.0e-7f)))
                .body("usage.prompt_tokens", equalTo(3))
                .body("usage.total_tokens", equalTo(3));
    }

    @Test
    void texts_keep_their_order() {
        post("{\"model\":\"minilm\",\"input\":[\"a\",\"bb\"]}")
                .then()
                .statusCode(200)
                .body("data.index", equalTo(List.of(0, 1)))
                .body("data[1].embedding[1]", equalTo(-2.0f));
    }

    @Test
    void base64_holds_the_same_floats() {
        String encoded = post("{\"model\":\"minilm\",\"input\":\"abc\",\"encoding_format\":\"base64\"}")
                .path("data[0].embedding");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[3];
        bytes.asFloatBuffer().get(floats);
        assertThat(floats).containsExactly(0.1f, -3.0f, 1.0e-7f);
    }

    @Test
    void dimensions_are_taken_only_where_they_are_the_models_own() {
        post("{\"model\":\"minilm\",\"input\":\"abc\",\"dimensions\":3}").then().statusCode(200);
        post("{\"model\":\"minilm\",\"input\":\"abc\",\"dimensions\":2}")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("dimensions"))
                .body("error.message", containsString("3 dimensions"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"model":"minilm","input":[1,2,3]}                             | input[0]        | token ids
                    {"model":"minilm","input":[[1,2],[3]]}                         | input[0]        | token ids
                    {"model":"minilm","input":[]}                                  | input           | 0 texts
                    {"model":"minilm","input":["a","b","c","d","e","f","g","h","i"]} | input         | not 1 to 8
                    {"model":"minilm","input":["a",""]}                            | input[1]        | is empty
                    {"model":"minilm","input":["a",null]}                          | input[1]        | not a string
                    {"model":"minilm","input":{"text":"a"}}                        | input           | neither a string
                    {"model":"minilm","input":"half \\ud83d"}                      | input           | half a character
                    {"model":"minilm"}                                             | input           | is missing
                    {"input":"a"}                                                  | model           | is missing
                    {"model":7,"input":"a"}                                        | model           | not a string
                    {"model":" ","input":"a"}                                      | model           | not 1 to 200
                    {"model":"minilm","input":"a","encoding_format":"int8"}        | encoding_format | neither float
                    {"model":"minilm","input":"a","dimensions":0}                  | dimensions      | positive integer
                    """)
    void a_wrong_field_is_named(String body, String param, String words) {
        post(body)
                .then()
                .statusCode(400)
                .header("x-should-retry", "false")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(param))
                .body("error.message", containsString(words));
        assertThat(house.journal.lines()).isEmpty();
    }

    @Test
    void malformed_json_is_named_by_its_place_and_never_repeated() {
        post("{\"model\":\"minilm\",\n  \"input\": secret }")
                .then()
                .statusCode(400)
                .body("error.message", containsString("line 2"))
                .body(not(containsString("secret")));
        post("").then().statusCode(400);
        post("[1]").then().statusCode(400).body("error.message", containsString("not a JSON object"));
        post("{\"model\":\"minilm\",\"input\":\"a\"} {}").then().statusCode(400);
    }

    @Test
    void a_doubled_field_is_refused() {
        post("{\"model\":\"minilm\",\"model\":\"board-minutes\",\"input\":\"a\"}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("line 1"));
        assertThat(house.journal.lines()).isEmpty();
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        post("{\"model\":\"minilm\",\"input\":\"" + "x".repeat(2001) + "\"}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("longer than 2000"));
        post("{\"model\":\"minilm\",\"input\":\"" + "x".repeat(2000) + "\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        post(" ".repeat(64 * 1024) + "{\"model\":\"minilm\",\"input\":\"a\"}")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("request_too_large"));
        post("{\"model\":\"minilm\",\"input\":\"a\"}").then().statusCode(200);
    }

    @Test
    void the_model_in_the_query_counts_for_nothing() {
        given().header("Authorization", "Bearer " + Scene.KEY)
                .contentType("application/json")
                .body("{\"model\":\"board-minutes\",\"input\":\"a\"}")
                .post("/v1/embeddings?model=minilm")
                .then()
                .statusCode(404);
        assertThat(house.seenByModel).isEmpty();
    }

    private static Response post(String body) {
        return given().header("Authorization", "Bearer " + Scene.KEY)
                .contentType("application/json")
                .body(body)
                .post("/v1/embeddings");
    }
}
