package dev.freehold.inference.serving;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceResult.Answered;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceKey;
import dev.freehold.enforcement.identity.internal.ServiceName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The real engine in a real worker process, with all-MiniLM-L6-v2. */
@QuarkusTest
class EngineServingTest {
    private static final String KEY = "Bearer 0123456789abcdef0123456789abcdef";

    @Inject
    InferenceUpstream upstream;

    @Test
    void sentences_of_like_meaning_lie_close() {
        Answered<List<float[]>> answer = embedded(
                model(MiniLm.DIGEST),
                "The invoice is wrong.",
                "There is an error on my bill.",
                "The weather is lovely.");
        List<float[]> vectors = answer.answer();
        assertThat(vectors).hasSize(3).allSatisfy(vector -> {
            assertThat(vector).hasSize(384);
            assertThat(dot(vector, vector)).isBetween(0.999, 1.001);
        });
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.3);
        assertThat(answer.promptTokens()).isGreaterThan(10);
    }

    @Test
    void a_killed_worker_is_replaced_and_answers_the_same() throws Exception {
        float[] before = embedded(model(MiniLm.DIGEST), "hello").answer().get(0);
        List<ProcessHandle> workers = workers();
        assertThat(workers).isNotEmpty();
        for (ProcessHandle worker : workers) {
            worker.destroyForcibly();
            worker.onExit().get(10, TimeUnit.SECONDS);
        }
        float[] after = embedded(model(MiniLm.DIGEST), "hello").answer().get(0);
        assertThat(after).containsExactly(before);
        assertThat(workers()).doesNotContainAnyElementsOf(workers);
    }

    @Test
    void a_text_longer_than_the_model_reads_is_rejected_and_never_cut() {
        InferenceResult<List<float[]>> result =
                upstream.embed(model(MiniLm.DIGEST), List.of("short", "word ".repeat(6000)));
        assertThat(result)
                .isEqualTo(new InferenceResult.Rejected<>(
                        "1 of 2 texts are longer than the model reads; split them into shorter ones."));
        embedded(model(MiniLm.DIGEST), "still there");
    }

    @Test
    void a_version_whose_files_are_missing_is_unavailable() {
        assertThat(upstream.embed(model(Digest.of(new byte[0])), List.of("hello")))
                .isInstanceOf(InferenceResult.Unavailable.class);
    }

    @Test
    void readiness_shows_the_worker() {
        embedded(model(MiniLm.DIGEST), "hello");
        given().get("/q/health/ready").then().statusCode(200).body(containsString("Running"));
    }

    @Test
    void a_gateway_of_this_house_comes_in_by_its_signature_and_no_other_service_does() {
        String body = "{\"model\":\"acme/" + MiniLm.DIGEST + "\",\"input\":[\"one\"]}";
        signed(ServiceName.GATEWAY, body).statusCode(200).body("data.size()", is(1));
        signed(ServiceName.CONSOLE, body).statusCode(401);
        given().header(InternalTokens.HEADER, "eyJhbGciOiJub25lIn0.e30.")
                .header("Authorization", KEY)
                .body(body)
                .post("/api/inference/v1/embeddings")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse signed(ServiceName service, String body) {
        ServiceKey key = ServiceKey.at(Path.of("target", "keys-of-services", service.wireName() + ".pem"));
        key.publish(Path.of("target", "peers"), service, service.wireName() + "-1");
        // A folder of keys is read again at most once a second.
        LockSupport.parkNanos(1_100_000_000L);
        String path = "/api/inference/v1/embeddings";
        String token =
                new InternalTokens(service, key, Clock.systemUTC()).issue(ServiceName.INFERENCE, "POST", path, null);
        return given().header(InternalTokens.HEADER, token)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    @Test
    void another_process_asks_over_http_by_digest() {
        called("/embeddings", "{\"model\":\"" + MiniLm.DIGEST + "\",\"input\":[\"one\",\"two\"]}")
                .statusCode(200)
                .body("data.size()", is(2))
                .body("data[1].embedding.size()", is(384))
                .body("usage.prompt_tokens", greaterThan(2));
        called("/embeddings", "{\"model\":\"minilm\",\"input\":\"one\"}")
                .statusCode(404)
                .body("error.code", is("model_not_found"));
        given().header("Authorization", KEY)
                .get("/api/inference/v1/models")
                .then()
                .statusCode(200)
                .body("data[0].id", is(MiniLm.DIGEST.value()));
    }

    @Test
    void a_stream_over_http_tells_its_failure_as_an_event() {
        called(
                        "/chat/completions",
                        "{\"model\":\"" + MiniLm.DIGEST
                                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .body(containsString("\"code\":\"model_rejected\""))
                .body(endsWith("data: [DONE]\n\n"));
    }

    @Test
    void nobody_comes_in_over_http_without_the_internal_key() {
        given().header("Authorization", "Bearer fh_1_2")
                .contentType("application/json")
                .body("{}")
                .post("/api/inference/v1/embeddings")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse called(String path, String body) {
        return given().header("Authorization", KEY)
                .contentType("application/json")
                .body(body)
                .post("/api/inference/v1" + path)
                .then();
    }

    private Answered<List<float[]>> embedded(ModelVersion model, String... texts) {
        InferenceResult<List<float[]>> result = upstream.embed(model, List.of(texts));
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered<List<float[]>>) result;
    }

    /** Worker JVMs that this JVM started, and nobody else's. */
    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static ModelVersion model(Digest digest) {
        return new ModelVersion(
                new TenantId("acme"),
                "minilm",
                digest,
                ModelKind.BASE,
                ModelState.APPROVED,
                List.of("embeddings"),
                "Apache-2.0",
                Label.PUBLIC,
                "dana.data",
                Instant.EPOCH,
                null);
    }
}
