package dev.freehold.gateway.call;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.enforcement.recording.RecordingUnavailable;
import dev.freehold.gateway.house.House;
import dev.freehold.gateway.house.HousePolicy;
import dev.freehold.gateway.house.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GovernedCallTest {
    private static final String LETTER = "Dear desk, write to jane.roe@example.com about my bill.";
    private static final String CARD = "My card is 4111 1111 1111 1111, thanks.";

    @Inject
    House house;

    @BeforeEach
    void set() {
        Scene.set(house, 1000);
    }

    @Test
    void a_call_is_answered_between_its_two_records() {
        Response answer = embed("hello");
        answer.then()
                .statusCode(200)
                .header("x-freehold-policy", House.BUNDLE.value())
                .header(
                        "x-freehold-model",
                        Scene.model(Scene.MODEL, null).digest().value());
        assertThat(house.journal.lines()).containsExactly("inference.intent", "upstream", "inference.outcome");
        AuditEvent intent = house.events.get(0);
        AuditEvent outcome = house.events.get(1);
        assertThat(answer.header("x-request-id")).isEqualTo(intent.id()).isEqualTo(outcome.intent());
        assertThat(answer.header("x-freehold-decision"))
                .isEqualTo(intent.policy().decision());
        assertThat(answer.header("x-freehold-receipt")).startsWith("test/0/");
        assertThat(outcome.outcome().status()).isEqualTo("ok");
        assertThat(outcome.usage()).isEqualTo(new AuditEvent.Usage(1, 3));
        assertThat(outcome.content().responseBytes()).isEqualTo(answer.asByteArray().length);
    }

    @Test
    void the_model_is_not_asked_when_the_intent_cannot_be_recorded() {
        Scene.set(house, 1);
        house.log = refusing(".intent");
        embed("hello")
                .then()
                .statusCode(503)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("audit_unavailable"));
        assertThat(house.journal.lines()).containsExactly("refused inference.intent");
        house.log = event -> {};
        embed("a call that was not made is not charged").then().statusCode(200);
    }

    @Test
    void no_vector_leaves_when_the_outcome_cannot_be_recorded() {
        house.log = refusing(".outcome");
        embed("hello")
                .then()
                .statusCode(503)
                .body("error.code", equalTo("outcome_unrecorded"))
                .body("data", equalTo(null))
                .body(not(containsString("embedding\":")));
        assertThat(house.journal.lines()).containsExactly("inference.intent", "upstream", "refused inference.outcome");
    }

    @Test
    void no_byte_leaves_before_the_outcome_is_durable() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        house.log = event -> {
            if (event.type().endsWith(".outcome")) {
                reached.countDown();
                await(disk);
            }
        };
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> embed("hello"));
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(200);
        assertThat(answer).isNotDone();
        disk.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void a_denial_says_why_and_is_recorded_and_reaches_no_model() {
        Response answer = embed(CARD);
        answer.then()
                .statusCode(403)
                .header("x-should-retry", "false")
                .header("x-freehold-policy", House.BUNDLE.value())
                .header("x-freehold-receipt", notNullValue())
                .body("error.code", equalTo("DATA_CATEGORY_NOT_PERMITTED"))
                .body("error.type", equalTo("policy_denied"))
                .body("error.message", containsString("Remedy of DATA_CATEGORY_NOT_PERMITTED"))
                .body("error.remedy", equalTo("Remedy of DATA_CATEGORY_NOT_PERMITTED."))
                .body("error.decision_id", equalTo(answer.header("x-freehold-decision")))
                .body("error.reasons[0].code", equalTo("DATA_CATEGORY_NOT_PERMITTED"));
        assertThat(house.journal.lines()).containsExactly("inference.intent", "inference.outcome");
        assertThat(house.events.get(0).policy().result()).isEqualTo("denied");
        assertThat(house.events.get(1).outcome().status()).isEqualTo("denied");
        assertThat(house.events.get(1).outcome().code()).isEqualTo("DATA_CATEGORY_NOT_PERMITTED");
    }

    @Test
    void a_policy_that_allows_all_lets_the_same_call_through() {
        house.policy = request -> HousePolicy.allow(List.of());
        embed(CARD).then().statusCode(200);
        assertThat(house.seenByModel).containsExactly(CARD);
    }

    @Test
    void a_model_that_waits_for_approval_is_denied_with_its_reason() {
        embed(Scene.WAITING, "hello").then().statusCode(403).body("error.code", equalTo("MODEL_NOT_APPROVED"));
    }

    @Test
    void the_model_sees_masked_text_only() {
        embed(LETTER).then().statusCode(200).header("x-freehold-masked", "email");
        assertThat(house.seenByModel).containsExactly("Dear desk, write to [EMAIL] about my bill.");
        assertThat(house.decided.get(0).findings()).hasSize(1);
    }

    @Test
    void without_the_obligation_the_model_would_have_seen_it() {
        house.policy = request -> HousePolicy.allow(List.of());
        embed(LETTER).then().statusCode(200);
        assertThat(house.seenByModel).containsExactly(LETTER);
    }

    @Test
    void a_duty_that_the_gateway_does_not_know_stops_the_call() {
        house.policy = request -> HousePolicy.allow(List.of(new Obligation("watermark", List.of())));
        embed("hello").then().statusCode(503).body("error.code", equalTo("obligation_unknown"));
        house.policy = request -> HousePolicy.allow(List.of(new Obligation("redact", List.of("no_such_type"))));
        embed("hello").then().statusCode(503).body("error.code", equalTo("obligation_unknown"));
        assertThat(house.seenByModel).isEmpty();
    }

    @Test
    void a_model_outside_the_use_case_looks_like_one_that_does_not_exist() {
        Response hidden = embed(Scene.OTHERS, "hello");
        Response absent = embed("no-such-model", "hello");
        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
        assertThat(shape(hidden, Scene.OTHERS)).isEqualTo(shape(absent, "no-such-model"));
        hidden.then()
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"))
                .body("error.message", containsString(Scene.MODEL));
        assertThat(hidden.headers().asList().stream().map(h -> h.getName().toLowerCase(Locale.ROOT)))
                .containsExactlyElementsOf(absent.headers().asList().stream()
                        .map(h -> h.getName().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void a_policy_that_allows_all_still_opens_no_model_outside_the_use_case() {
        house.policy = request -> HousePolicy.allow(List.of());
        embed(Scene.OTHERS, "hello").then().statusCode(404);
        embed("jane.roe@example.com", "hello").then().statusCode(404);
        assertThat(house.seenByModel).isEmpty();
        assertThat(house.recorded()).doesNotContain("jane.roe");
    }

    @Test
    void a_caller_without_a_use_case_reaches_no_model() {
        house.admit("fh-no-purpose", new Caller(Scene.TENANT, "x", "key-2", Set.of(Role.APPLICATION), null));
        house.policy = request -> HousePolicy.allow(List.of());
        ask("fh-no-purpose", Map.of("model", Scene.MODEL, "input", "hello"))
                .then()
                .statusCode(403)
                .body("error.code", equalTo("USE_CASE_MISSING"));
        assertThat(house.events.get(1).outcome().status()).isEqualTo("denied");
        assertThat(house.seenByModel).isEmpty();
    }

    @Test
    void a_spent_day_is_answered_with_the_time_until_the_next() {
        Scene.set(house, 2);
        embed("one").then().statusCode(200);
        embed("two").then().statusCode(200);
        Response third = embed("three");
        third.then()
                .statusCode(429)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("BUDGET_SPENT"))
                .body("error.type", equalTo("insufficient_quota"));
        assertThat(Long.parseLong(third.header("Retry-After"))).isBetween(1L, 86_400L);
        assertThat(house.seenByModel).containsExactly("one", "two");
        assertThat(house.events.get(5).outcome().code()).isEqualTo("BUDGET_SPENT");
    }

    @Test
    void calls_at_the_same_time_never_overspend_even_where_policy_would_let_them() throws Exception {
        Scene.set(house, 3);
        house.policy = request -> HousePolicy.allow(List.of());
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> embed("hello")));
        }
        for (CompletableFuture<Response> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 429, 503);
        }
        assertThat(house.seenByModel.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void a_call_that_the_model_never_ran_is_not_charged() {
        Scene.set(house, 1);
        house.embedder = texts -> new InferenceResult.Unavailable<>("worker is starting");
        embed("one")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("error.code", equalTo("upstream_unavailable"));
        house.embedder = texts -> new InferenceResult.Answered<>(List.of(new float[] {1}), 1);
        embed("one").then().statusCode(200);
        embed("one").then().statusCode(429);
    }

    @Test
    void an_upstream_that_hangs_is_left_after_its_time() {
        CountDownLatch never = new CountDownLatch(1);
        house.embedder = texts -> {
            await(never);
            return new InferenceResult.Unavailable<>("interrupted");
        };
        embed("hello").then().statusCode(503).body("error.code", equalTo("upstream_timeout"));
        assertThat(house.events.get(1).outcome().status()).isEqualTo("failed");
    }

    @Test
    void an_upstream_that_breaks_tells_nothing_of_the_text() {
        house.embedder = texts -> {
            throw new IllegalStateException("cannot embed " + texts);
        };
        embed("a private thought")
                .then()
                .statusCode(503)
                .body("error.code", equalTo("upstream_unavailable"))
                .body(not(containsString("private thought")));
    }

    @Test
    void what_the_model_rejects_is_told_in_its_own_sentence() {
        house.embedder = texts -> new InferenceResult.Rejected<>("input[0] has 900 of at most 512 tokens");
        embed("hello")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("model_rejected"))
                .body("error.message", containsString("900 of at most 512"));
        assertThat(house.events.get(1).outcome().status()).isEqualTo("failed");
    }

    @Test
    void an_answer_that_is_none_is_withheld() {
        house.embedder = texts -> new InferenceResult.Answered<>(List.of(new float[] {Float.NaN}), 1);
        embed("hello").then().statusCode(503).body("error.code", equalTo("upstream_broken"));
        house.embedder = texts -> new InferenceResult.Answered<>(List.of(), 1);
        embed("hello").then().statusCode(503).body("error.code", equalTo("upstream_broken"));
        assertThat(house.events.get(3).outcome().code()).isEqualTo("upstream_broken");
    }

    @Test
    void no_decision_means_no_answer() {
        house.policy = request -> new Decision.Unavailable("7f8e0c1a-0000-4000-8000-000000000000", "no bundle");
        embed("hello")
                .then()
                .statusCode(503)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("policy_unavailable"))
                .body("error.decision_id", equalTo("7f8e0c1a-0000-4000-8000-000000000000"));
        assertThat(house.events.get(0).policy().result()).isEqualTo("unavailable");
        assertThat(house.seenByModel).isEmpty();
    }

    @Test
    void no_registry_means_no_answer() {
        house.registryDown = true;
        embed("hello").then().statusCode(503).body("error.code", equalTo("registry_unavailable"));
        assertThat(house.journal.lines()).isEmpty();
    }

    @Test
    void neither_prompt_nor_key_nor_name_is_in_a_record() {
        embed(LETTER);
        embed(CARD);
        assertThat(house.events).hasSize(4);
        assertThat(house.recorded())
                .doesNotContain("jane.roe", "4111", "Dear desk", Scene.KEY, "sam.support", "dana.data");
    }

    @Test
    void calls_beyond_the_places_are_sent_away() throws Exception {
        CountDownLatch seated = new CountDownLatch(4);
        CountDownLatch leave = new CountDownLatch(1);
        house.log = event -> {
            if (event.type().endsWith(".intent")) {
                seated.countDown();
                await(leave);
            }
        };
        List<CompletableFuture<Response>> inside = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            inside.add(CompletableFuture.supplyAsync(() -> embed("hello"), work -> new Thread(work, "caller").start()));
        }
        assertThat(seated.await(10, TimeUnit.SECONDS)).isTrue();
        embed("one too many")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("error.code", equalTo("overloaded"));
        leave.countDown();
        for (CompletableFuture<Response> answer : inside) {
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(house.seenByModel).hasSize(4);
    }

    @Test
    void readiness_asks_policy_and_log() {
        given().when().get("/q/health/ready").then().statusCode(200);
        house.policy = request -> new Decision.Unavailable("7f8e0c1a-0000-4000-8000-000000000000", "no bundle");
        given().when().get("/q/health/ready").then().statusCode(503).body(containsString("no bundle"));
    }

    private static Consumer<AuditEvent> refusing(String phase) {
        return event -> {
            if (event.type().endsWith(phase)) {
                throw new RecordingUnavailable("the disk is full");
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test did not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String shape(Response answer, String name) {
        return answer.asString().replace(name, "NAME").replace(answer.header("x-freehold-decision"), "DECISION");
    }

    private static Response embed(String text) {
        return embed(Scene.MODEL, text);
    }

    private static Response embed(String model, String text) {
        return ask(Scene.KEY, Map.of("model", model, "input", text));
    }

    private static Response ask(String key, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(body)
                .post("/v1/embeddings");
    }
}
