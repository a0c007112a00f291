package dev.freehold.inference.serving;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceResult.Answered;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real engine in a real worker process, with all-MiniLM-L6-v2. */
@QuarkusTest
class EngineServingTest {
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

    private static ModelVersion model(Digest digest) {
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
