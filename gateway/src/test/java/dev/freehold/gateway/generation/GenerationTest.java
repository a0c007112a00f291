package dev.freehold.gateway.generation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.enforcement.identity.Commitments;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.Scene;
import dev.freehold.gateway.house.Writer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GenerationTest {
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    @Inject
    House house;

    @Inject
    Commitments commitments;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void a_chat_is_answered_in_openais_shape_between_its_two_records() {
        ValidatableResponse answer = chat(HELLO)
                .statusCode(200)
                .body("id", startsWith("chatcmpl-"))
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo(Scene.MODEL))
                .body("system_fingerprint", startsWith("fp_"))
                .body("choices[0].index", equalTo(0))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", equalTo("Hello, how can I help?"))
                .body("choices[0]", hasKey("logprobs"))
                .body("choices[0].logprobs", nullValue())
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage", equalTo(Map.of("prompt_tokens", 7, "completion_tokens", 5, "total_tokens", 12)));
        assertThat(house.journal.lines()).containsExactly("inference.intent", "upstream", "inference.outcome");
        assertThat(house.seenByModel).containsExactly("user: hello");
        assertThat(house.decided.get(0).action()).isEqualTo("model.chat");
        AuditEvent outcome = house.events.get(1);
        assertThat(outcome.usage()).isEqualTo(new AuditEvent.Usage(1, 7, 5L));
        assertThat(outcome.content().response()).isEqualTo(committed("Hello, how can I help?"));
        assertThat(answer.extract().header("x-freehold-receipt")).startsWith("test/0/");
    }

    @Test
    void a_completion_is_answered_in_openais_shape() {
        post("/v1/completions", "\"prompt\":\"Once upon\"")
                .statusCode(200)
                .body("id", startsWith("cmpl-"))
                .body("object", equalTo("text_completion"))
                .body("choices[0].text", equalTo("Hello, how can I help?"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.total_tokens", equalTo(12));
        assertThat(house.seenByModel).containsExactly("Once upon");
        assertThat(house.decided.get(0).action()).isEqualTo("model.complete");
    }

    @Test
    void parameters_reach_the_model() {
        AtomicReference<GenerationRequest> asked = new AtomicReference<>();
        house.writer = (request, sink) -> {
            asked.set(request);
            return Writer.GREETING.write(request, sink);
        };
        chat(HELLO + ",\"max_completion_tokens\":9,\"temperature\":0.5,\"top_p\":0.25,\"stop\":[\"END\"],\"seed\":-3")
                .statusCode(200);
        GenerationRequest request = asked.get();
        assertThat(request.maxTokens()).isEqualTo(9);
        assertThat(request.temperature()).isEqualTo(0.5);
        assertThat(request.topP()).isEqualTo(0.25);
        assertThat(request.stop()).containsExactly("END");
        assertThat(request.seed()).isEqualTo(-3L);

        post("/v1/completions", "\"prompt\":[\"a\"],\"stop\":\".\"").statusCode(200);
        assertThat(asked.get().maxTokens()).isEqualTo(16);
        assertThat(asked.get().stop()).containsExactly(".");
    }

    @Test
    void parts_of_a_message_are_one_text_for_scanner_and_model() {
        chat("\"messages\":[{\"role\":\"developer\",\"content\":\"be kind\"},{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"I am jane@example.com\"},{\"type\":\"text\",\"text\":\"hi\"}]}]")
                .statusCode(200)
                .header("x-freehold-masked", "email");
        assertThat(house.seenByModel).containsExactly("system: be kind | user: I am [EMAIL]\nhi");
    }

    @Test
    void an_answer_shows_no_secret_and_no_category_that_is_not_the_use_cases() {
        String key = "AKIA" + "IOSFODNN7EXAMPLE";
        house.writer = Writer.pieces("Mail jane@example.com, pay 4111 1111 1111 1111, key " + key + ".");
        chat(HELLO)
                .statusCode(200)
                .header("x-freehold-answer-masked", "payment_card,provider_api_key")
                .body(
                        "choices[0].message.content",
                        equalTo("Mail jane@example.com, pay [PAYMENT_CARD], key [PROVIDER_API_KEY]."));
        AuditEvent outcome = house.events.get(1);
        assertThat(outcome.findings()).extracting("type").containsExactly("payment_card", "provider_api_key");
        assertThat(outcome.content().response())
                .isEqualTo(committed("Mail jane@example.com, pay [PAYMENT_CARD], key [PROVIDER_API_KEY]."));
    }

    @Test
    void what_is_not_offered_is_refused_by_name() {
        for (Map.Entry<String, String> wrong : Map.ofEntries(
                        Map.entry("n", "2"),
                        Map.entry("tools", "[{\"type\":\"function\"}]"),
                        Map.entry("tool_choice", "\"auto\""),
                        Map.entry("functions", "[{}]"),
                        Map.entry("response_format", "{\"type\":\"json_object\"}"),
                        Map.entry("logprobs", "true"),
                        Map.entry("logit_bias", "{\"50256\":-100}"),
                        Map.entry("presence_penalty", "0.1"),
                        Map.entry("modalities", "[\"text\",\"audio\"]"),
                        Map.entry("temperature", "2.1"),
                        Map.entry("top_p", "0"),
                        Map.entry("stop", "[\"a\",\"b\",\"c\",\"d\",\"e\"]"),
                        Map.entry("seed", "1.5"),
                        Map.entry("max_tokens", "100000"),
                        Map.entry("stream", "\"yes\""),
                        Map.entry("stream_options", "{\"include_usage\":true}"))
                .entrySet()) {
            chat(HELLO + ",\"" + wrong.getKey() + "\":" + wrong.getValue())
                    .statusCode(400)
                    .body("error.param", equalTo(wrong.getKey()))
                    .body("error.message", containsString("'" + wrong.getKey() + "'"));
        }
        assertThat(house.journal.lines()).isEmpty();
    }

    @Test
    void what_changes_nothing_passes() {
        chat(HELLO
                        + ",\"n\":1,\"tools\":[],\"tool_choice\":\"none\",\"response_format\":{\"type\":\"text\"},\"logprobs\":false,"
                        + "\"presence_penalty\":0,\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"store\":false,\"stream\":false,\"stop\":null")
                .statusCode(200);
    }

    @Test
    void messages_that_are_none_are_refused_by_place() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "messages", "[]",
                        "messages[0].role", "[{\"role\":\"tool\",\"content\":\"x\"}]",
                        "messages[0].content", "[{\"role\":\"user\",\"content\":null}]",
                        "messages[0].content[0]",
                                "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]",
                        "messages[0].tool_calls",
                                "[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"1\"}]}]")
                .entrySet()) {
            chat("\"messages\":" + wrong.getValue()).statusCode(400).body("error.param", equalTo(wrong.getKey()));
        }
        for (String prompt : List.of("[1,2]", "[\"a\",\"b\"]", "\"\"")) {
            post("/v1/completions", "\"prompt\":" + prompt).statusCode(400);
        }
    }

    @Test
    void what_the_model_cannot_take_is_a_400_that_names_the_field() {
        house.writer = (request, sink) -> new InferenceResult.Rejected<>("The dialogue is too long.");
        for (String stream : List.of("", ",\"stream\":true")) {
            chat(HELLO + stream)
                    .statusCode(400)
                    .contentType("application/json")
                    .body("error.code", equalTo("model_rejected"))
                    .body("error.param", equalTo("messages"));
        }
        assertThat(house.events.get(3).outcome().status()).isEqualTo("failed");
    }

    @Test
    void no_text_leaves_when_the_outcome_cannot_be_recorded() {
        house.log = event -> {
            if (event.type().endsWith(".outcome")) {
                throw new RecordingUnavailable("the disk is full");
            }
        };
        chat(HELLO)
                .statusCode(503)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("outcome_unrecorded"))
                .body(not(containsString("Hello")));
    }

    private String committed(String text) {
        return commitments.of(Scene.TENANT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ValidatableResponse chat(String fields) {
        return post("/v1/chat/completions", fields);
    }

    private static ValidatableResponse post(String path, String fields) {
        return given().header("Authorization", "Bearer " + Scene.KEY)
                .contentType("application/json")
                .body("{\"model\":\"minilm\"," + fields + "}")
                .post(path)
                .then();
    }
}
