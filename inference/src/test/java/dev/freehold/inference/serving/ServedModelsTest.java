package dev.freehold.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.inference.ChatMessage;
import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelArtifacts;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.inference.worker.FakeWorkers;
import dev.freehold.inference.worker.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServedModelsTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Digest BASE = Digest.of("base".getBytes(StandardCharsets.UTF_8));

    private static final GenerationRequest HELLO = new GenerationRequest(
            new GenerationRequest.Prompt.Chat(List.of(new ChatMessage("user", "Say hello"))), 16, 0, 1, List.of(), 7L);

    private final FakeWorkers workers = new FakeWorkers();
    private final ServedModels models = new ServedModels(
            new Folders(),
            workers,
            new ServingSettings(4, 2, Duration.ofSeconds(2), Duration.ofMinutes(10), false),
            new SteppedClock());

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void a_base_embeds() {
        InferenceResult<List<float[]>> result = models.embed(base("embeddings"), List.of("one", "three"));
        assertThat(result).isInstanceOfSatisfying(InferenceResult.Answered.class, answered -> {
            assertThat(answered.promptTokens()).isEqualTo(2);
            assertThat((List<?>) answered.answer()).hasSize(2);
        });
        assertThat(workers.last().loads).containsExactly(BASE.hex());
    }

    @Test
    void an_adapter_classifies_on_top_of_its_base() {
        ModelVersion adapter = adapter();
        InferenceResult<List<Classification>> result = models.classify(adapter, List.of("one"));
        assertThat(result)
                .isEqualTo(new InferenceResult.Answered<>(
                        List.of(new Classification("other", List.of("billing", "other"), List.of(0.25f, 0.75f))), 1));
        assertThat(workers.last().loads)
                .containsExactly(BASE.hex() + "+" + adapter.digest().hex());
    }

    @Test
    void a_base_with_every_weight_tuned_stands_alone_though_it_has_a_lineage() {
        ModelVersion adapter = adapter();
        ModelVersion whole = new ModelVersion(
                TENANT,
                "triage-whole",
                adapter.digest(),
                ModelKind.BASE,
                ModelState.APPROVED,
                List.of("classify"),
                "Apache-2.0",
                Label.PUBLIC,
                "dana",
                Instant.EPOCH,
                adapter.lineage());
        assertThat(models.classify(whole, List.of("one"))).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.last().loads).containsExactly(whole.digest().hex());
    }

    @Test
    void a_task_that_is_not_the_models_is_rejected_without_a_worker() {
        assertThat(models.classify(base("embeddings"), List.of("one")))
                .isEqualTo(new InferenceResult.Rejected<>("Model minilm answers embeddings and not classify."));
        assertThat(workers.started).isEmpty();
    }

    @Test
    void what_the_worker_refuses_is_rejected_in_its_words() {
        workers.refusal = "text 0 has 900 tokens of at most 512";
        assertThat(models.embed(base("embeddings"), List.of("long")))
                .isEqualTo(new InferenceResult.Rejected<>("text 0 has 900 tokens of at most 512"));
    }

    @Test
    void a_lost_worker_is_unavailable_and_the_next_call_works() {
        workers.dieOnCall = true;
        assertThat(models.embed(base("embeddings"), List.of("one"))).isInstanceOf(InferenceResult.Unavailable.class);
        workers.dieOnCall = false;
        assertThat(models.embed(base("embeddings"), List.of("one"))).isInstanceOf(InferenceResult.Answered.class);
    }

    @Test
    void a_bug_tells_its_kind_and_no_text() {
        workers.during = () -> {
            throw new IllegalStateException("cannot embed 'a private thought'");
        };
        assertThat(models.embed(base("embeddings"), List.of("a private thought")))
                .isEqualTo(new InferenceResult.Unavailable<>("the call broke with java.lang.IllegalStateException"));
    }

    @Test
    void a_text_comes_in_pieces_on_the_callers_thread() {
        List<String> heard = new ArrayList<>();
        InferenceResult<Generated> result = models.generate(base("chat"), HELLO, piece -> {
            heard.add(Thread.currentThread().getName() + piece);
            return true;
        });
        assertThat(result).isEqualTo(new InferenceResult.Answered<>(new Generated("Hello.", "stop", 3), 5));
        String here = Thread.currentThread().getName();
        assertThat(heard).containsExactly(here + "Hel", here + "lo", here + ".");
    }

    @Test
    void an_adapter_writes_on_top_of_its_base() {
        ModelVersion adapter = adapter("chat");
        assertThat(models.generate(adapter, HELLO, TextSink.NONE)).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.last().loads)
                .containsExactly(BASE.hex() + "+" + adapter.digest().hex());
    }

    @Test
    void a_model_that_chats_completes_only_if_it_says_so() {
        GenerationRequest text =
                new GenerationRequest(new GenerationRequest.Prompt.Text("Once"), 8, 0, 1, List.of(), null);
        assertThat(models.generate(base("chat"), text, TextSink.NONE))
                .isEqualTo(new InferenceResult.Rejected<>("Model minilm answers chat and not completions."));
    }

    @Test
    void a_sink_that_has_enough_stops_the_worker() {
        workers.writes = Collections.nCopies(50_000, "on ");
        workers.afterPiece = () -> LockSupport.parkNanos(10_000);
        InferenceResult<Generated> result = models.generate(base("chat"), HELLO, piece -> false);
        assertThat(result).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.written).hasSizeLessThan(25_000);
    }

    @Test
    void a_caller_who_leaves_stops_the_worker() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        workers.writes = Collections.nCopies(50_000, "on ");
        workers.afterPiece = () -> {
            begun.countDown();
            LockSupport.parkNanos(10_000);
        };
        Thread caller = new Thread(() -> models.generate(base("chat"), HELLO, TextSink.NONE));
        caller.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(5_000);
        assertThat(models.generate(base("chat"), HELLO, piece -> false)).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.started).hasSize(1);
        assertThat(workers.written).hasSizeLessThan(25_000);
    }

    @Test
    void a_worker_lost_in_the_middle_of_a_text_is_unavailable_and_the_next_call_works() {
        workers.dieAfter = 3;
        List<String> heard = new ArrayList<>();
        assertThat(models.generate(base("chat"), HELLO, heard::add))
                .isEqualTo(new InferenceResult.Unavailable<>("the process ended"));
        assertThat(heard).containsExactly("Hel");
        workers.dieAfter = -1;
        assertThat(models.generate(base("chat"), HELLO, TextSink.NONE)).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.started).hasSize(2);
    }

    @Test
    void a_text_that_falls_silent_is_given_up() {
        CountDownLatch go = new CountDownLatch(1);
        workers.afterPiece = () -> await(go);
        assertThat(models.generate(base("chat"), HELLO, TextSink.NONE))
                .isEqualTo(new InferenceResult.Unavailable<>("no answer within 2 s"));
        go.countDown();
    }

    @Test
    void a_full_line_sends_callers_away_at_once() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        workers.during = () -> {
            begun.countDown();
            await(go);
        };
        List<CompletableFuture<InferenceResult<List<float[]>>>> inside = new ArrayList<>();
        inside.add(later());
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        inside.add(later());
        inside.add(later());
        while (models.placesLeft() > 0) {
            Thread.onSpinWait();
        }
        assertThat(models.embed(base("embeddings"), List.of("one")))
                .isEqualTo(new InferenceResult.Unavailable<>("the line is full"));
        go.countDown();
        for (CompletableFuture<InferenceResult<List<float[]>>> answer : inside) {
            assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(InferenceResult.Answered.class);
        }
    }

    @Test
    void an_impatient_caller_leaves_and_spoils_nothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        workers.during = () -> {
            begun.countDown();
            await(go);
        };
        Thread caller = new Thread(() -> models.embed(base("embeddings"), List.of("one")));
        caller.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(5000);
        assertThat(caller.isAlive()).isFalse();
        go.countDown();
        assertThat(models.embed(base("embeddings"), List.of("one"))).isInstanceOf(InferenceResult.Answered.class);
        assertThat(workers.started).hasSize(1);
    }

    @Test
    void nobody_waits_longer_than_their_patience() {
        CountDownLatch go = new CountDownLatch(1);
        workers.during = () -> await(go);
        assertThat(models.embed(base("embeddings"), List.of("one")))
                .isEqualTo(new InferenceResult.Unavailable<>("no answer within 2 s"));
        go.countDown();
    }

    private CompletableFuture<InferenceResult<List<float[]>>> later() {
        return CompletableFuture.supplyAsync(
                () -> models.embed(base("embeddings"), List.of("one")), work -> new Thread(work, "caller").start());
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

    private static ModelVersion base(String task) {
        return version("minilm", BASE, ModelKind.BASE, task, null);
    }

    private static ModelVersion adapter() {
        return adapter("classify");
    }

    private static ModelVersion adapter(String task) {
        Digest digest = Digest.of("adapter".getBytes(StandardCharsets.UTF_8));
        return version(
                "triage",
                digest,
                ModelKind.ADAPTER,
                task,
                new Lineage(BASE, Digest.of(new byte[0]), 1, new TreeMap<>(), "none"));
    }

    private static ModelVersion version(String name, Digest digest, ModelKind kind, String task, Lineage lineage) {
        return new ModelVersion(
                TENANT,
                name,
                digest,
                kind,
                ModelState.APPROVED,
                List.of(task),
                "Apache-2.0",
                Label.PUBLIC,
                "dana.data",
                Instant.EPOCH,
                lineage);
    }

    private static final class Folders implements ModelArtifacts {
        @Override
        public Path model(TenantId tenant, Digest manifest) {
            return Path.of(manifest.hex());
        }

        @Override
        public Path dataset(TenantId tenant, Digest dataset) {
            throw new UnsupportedOperationException();
        }
    }
}
