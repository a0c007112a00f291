package dev.freehold.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freehold.engine.fixture.MiniLm;
import dev.freehold.engine.fixture.TinyBert;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineWorkerTest {
    private static final Path CACHE = Path.of("target/native-cache");
    private static EngineWorker worker;

    @TempDir
    static Path folder;

    private static Path tiny;

    @BeforeAll
    static void start() throws Exception {
        tiny = TinyBert.write(folder.resolve("tiny"));
        worker = EngineWorker.start(new WorkerSettings(CACHE, 512, 2, true));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void minilm_is_converted_and_equals_the_original() throws WorkerFailed {
        List<String> sentences = Sentences.varied();
        assertThat(sentences).hasSizeGreaterThanOrEqualTo(32);
        Path target = folder.resolve("minilm");

        ConversionReport report = worker.convertOnnx(MiniLm.onnx(), MiniLm.tokenizer(), target, sentences);

        assertThat(report.minimumCosine()).isGreaterThanOrEqualTo(0.9999).isLessThanOrEqualTo(1);
        assertThat(report.sentences()).isEqualTo(sentences.size());
        assertThat(report.parameters()).isEqualTo(22_713_216);
        assertThat(report.layers()).isEqualTo(6);
        assertThat(report.hidden()).isEqualTo(384);
        worker.load("minilm", target, null);
        Embedded embedded = worker.embed("minilm", List.of("A cat sits.", "A kitten is sitting.", "Tax law of 1920"));
        assertThat(embedded.promptTokens()).isEqualTo(19);
        assertThat(dot(embedded.vectors().get(0), embedded.vectors().get(0))).isBetween(0.999, 1.001);
        assertThat(dot(embedded.vectors().get(0), embedded.vectors().get(1)))
                .isGreaterThan(
                        0.3 + dot(embedded.vectors().get(0), embedded.vectors().get(2)));
    }

    @Test
    void a_tuned_adapter_answers_as_it_learned() throws WorkerFailed {
        Path adapter = folder.resolve("adapter");
        List<TuningProgress> seen = new ArrayList<>();
        TuningRequest request = new TuningRequest(tiny, TinyBert.examples(160), adapter, Tunings.quick(), 3);

        TuningReport report = worker.tune(request, seen::add);

        assertThat(seen).hasSize(report.steps()).isNotEmpty();
        assertThat(seen.get(0).steps()).isEqualTo(report.steps());
        assertThat(report.lastLoss()).isLessThan(report.firstLoss() / 2);
        assertThat(report.isolation()).isEqualTo(worker.isolation());
        worker.load("tuned", tiny, adapter);
        Classified answer = worker.classify("tuned", List.of("the apple is red", "the bus and a train"));
        assertThat(answer.labels()).containsExactly("fruit", "vehicle");
        assertThat(answer.probabilities().get(0)[0]).isGreaterThan(0.5f);
        assertThat(answer.probabilities().get(1)[1]).isGreaterThan(0.5f);
        assertThat(answer.promptTokens()).isEqualTo(13);
        assertRefused(() -> worker.embed("tuned", List.of("a")), "does not embed");
        assertRefused(() -> worker.tune(request, step -> {}), "already holds adapter_config.json");
        worker.unload("tuned");
        assertRefused(() -> worker.classify("tuned", List.of("a")), "no model is loaded");
    }

    @Test
    void every_epoch_leaves_a_snapshot_that_answers_and_the_last_is_the_result() throws Exception {
        Path adapter = folder.resolve("result");
        List<SavedSnapshot> saved = new ArrayList<>();
        TuningRequest request = new TuningRequest(
                tiny, TinyBert.examples(160), adapter, Tunings.quick().withEpochs(3), 3, folder.resolve("snapshots"));

        TuningReport report = worker.tune(request, new TuningWatch() {
            @Override
            public void step(TuningProgress step) {}

            @Override
            public void snapshot(SavedSnapshot snapshot) {
                saved.add(snapshot);
            }
        });

        assertThat(saved).extracting(SavedSnapshot::epoch).containsExactly(1, 2, 3);
        assertThat(saved.get(2).step()).isEqualTo(report.steps());
        assertThat(saved.get(2).loss()).isLessThan(saved.get(0).loss());
        SavedSnapshot kept = saved.get(report.keptEpoch() - 1);
        assertThat(kept.heldOutLoss()).isEqualTo(report.validationLoss());
        assertThat(kept.heldOutAccuracy()).isEqualTo(report.validationAccuracy());
        assertThat(Path.of(kept.folder(), "adapter_model.safetensors"))
                .hasSameBinaryContentAs(adapter.resolve("adapter_model.safetensors"));
        worker.load("first epoch", tiny, Path.of(saved.get(0).folder()));
        assertThat(worker.classify("first epoch", List.of("the apple is red")).labels())
                .containsExactly("fruit", "vehicle");
        assertThat(report.trainedTokens()).isGreaterThan(3L * 130 * 5);
    }

    @Test
    void long_texts_are_cut_and_counted() throws WorkerFailed {
        worker.load("tiny", tiny, null);
        Embedded embedded = worker.embed("tiny", List.of("apple ".repeat(500), "half a \ud83d pair"));
        assertThat(embedded.truncated()).isEqualTo(1);
        assertThat(embedded.vectors()).hasSize(2);
        assertThat(embedded.promptTokens()).isGreaterThan(32);
        assertRefused(() -> worker.classify("tiny", List.of("a")), "no classifier");
        assertRefused(() -> worker.embed("tiny", List.of()), "1 to 2048 texts");
        assertRefused(() -> worker.embed("tiny", List.of("a".repeat(1_000_001))), "1000000 characters");
        assertThat(worker.alive()).isTrue();
    }

    @Test
    void the_network_is_out_of_reach() throws Exception {
        try (ServerSocket planted = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EngineWorker open = EngineWorker.start(new WorkerSettings(CACHE, 64, 1, false))) {
            assertThat(open.isolation()).isEqualTo(Isolation.NONE);
            assertThat(open.probeNetwork("127.0.0.1", planted.getLocalPort()))
                    .as("the plant works")
                    .isTrue();
            boolean mustHold = "true".equals(System.getenv("CI"));
            Assumptions.assumeTrue(
                    mustHold || worker.isolation() == Isolation.NETWORK_NAMESPACE,
                    "this machine does not let a process have a network namespace of its own (unshare)");
            assertThat(worker.isolation()).isEqualTo(Isolation.NETWORK_NAMESPACE);
            assertThat(worker.probeNetwork("127.0.0.1", planted.getLocalPort())).isFalse();
        }
    }

    /** The kernel counts, in the worker's own namespace: an attempt to send anything finds no route. */
    @Test
    void converting_serving_and_tuning_do_not_even_try_to_reach_the_network() throws Exception {
        try (EngineWorker alone = EngineWorker.start(new WorkerSettings(CACHE, 512, 2, true))) {
            Assumptions.assumeTrue(
                    "true".equals(System.getenv("CI")) || alone.isolation() == Isolation.NETWORK_NAMESPACE,
                    "this machine does not let a process have a network namespace of its own (unshare)");
            alone.convertOnnx(MiniLm.onnx(), MiniLm.tokenizer(), folder.resolve("alone"), List.of("one sentence"));
            alone.load("tiny", tiny, null);
            alone.embed("tiny", List.of("the apple is red"));
            TuningParameters brief = Tunings.quick().withEpochs(1);
            alone.tune(new TuningRequest(tiny, TinyBert.examples(32), folder.resolve("a"), brief, 1), step -> {});

            assertThat(unroutable(alone)).isZero();

            assertThat(alone.probeNetwork("192.0.2.1", 80)).isFalse();
            assertThat(unroutable(alone)).as("an attempt is counted").isPositive();
        }
    }

    @Test
    void a_worker_killed_in_the_middle_of_a_tuning_fails_the_call() throws Exception {
        try (EngineWorker victim = EngineWorker.start(new WorkerSettings(CACHE, 256, 1, true))) {
            TuningRequest request =
                    new TuningRequest(tiny, TinyBert.examples(160), folder.resolve("never"), Tunings.quick(), 3);

            WorkerFailed failure = catchThrowableOfType(
                    WorkerFailed.class,
                    () -> victim.tune(request, step -> {
                        if (step.step() == 2) {
                            ProcessHandle.of(victim.processId()).orElseThrow().destroyForcibly();
                        }
                    }));

            assertThat(failure.reason()).isEqualTo(WorkerFailed.Reason.CRASHED);
            assertThat(failure).hasMessageContaining("signal 9");
            assertThat(victim.alive()).isFalse();
            assertThat(failure.getMessage()).doesNotContain("apple", "bus");
            assertThat(folder.resolve("never")).doesNotExist();
            assertThatThrownBy(() -> victim.embed("tiny", List.of("a"))).isInstanceOf(WorkerFailed.class);
        }
    }

    @Test
    void what_progress_throws_ends_the_tuning_and_the_worker() throws Exception {
        try (EngineWorker victim = EngineWorker.start(new WorkerSettings(CACHE, 256, 1, true))) {
            TuningRequest request =
                    new TuningRequest(tiny, TinyBert.examples(160), folder.resolve("never"), Tunings.quick(), 3);
            assertThatThrownBy(() -> victim.tune(request, step -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(ended(victim)).isTrue();
        }
    }

    @Test
    void a_call_that_takes_too_long_kills_the_worker() throws Exception {
        WorkerSettings settings =
                new WorkerSettings(CACHE, 256, 1, true).withTimeouts(Duration.ofMillis(50), Duration.ofSeconds(50));
        try (EngineWorker slow = EngineWorker.start(settings)) {
            WorkerFailed failure = catchThrowableOfType(WorkerFailed.class, () -> slow.load("tiny", tiny, null));
            assertThat(failure.reason()).isEqualTo(WorkerFailed.Reason.TIMED_OUT);
            assertThat(failure).hasMessageContaining("PT0.05S");
            assertThat(ended(slow)).isTrue();
        }
    }

    @Test
    void a_closed_worker_leaves_no_process_and_no_files() throws Exception {
        Path cache = folder.resolve("cache");
        EngineWorker brief = EngineWorker.start(new WorkerSettings(cache, 64, 1, true));
        long process = brief.processId();
        brief.close();
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
        assertThat(brief.alive()).isFalse();
        assertThatThrownBy(() -> brief.embed("x", List.of("a"))).hasMessageContaining("closed");
    }

    /** As when the JVM that started it was killed: all that the worker sees is the end of its input. */
    @Test
    void a_worker_ends_by_itself_when_its_input_ends() throws Exception {
        WorkerProcess process = WorkerProcess.launch(new WorkerSettings(CACHE, 64, 1, true), Optional.empty());
        assertThat(process.answer()).isPresent();
        process.endInput();
        assertThat(process.end()).isEqualTo("the worker ended with exit code 0");
    }

    @Test
    void a_worker_that_cannot_start_says_why() {
        WorkerSettings settings =
                new WorkerSettings(CACHE, 64, 1, true, Duration.ofSeconds(9), Duration.ofSeconds(9), "/nowhere");
        WorkerFailed failure = catchThrowableOfType(WorkerFailed.class, () -> EngineWorker.start(settings));
        assertThat(failure.reason()).isEqualTo(WorkerFailed.Reason.START);
        assertThat(failure).hasMessageContaining("EngineWorkerMain").hasMessageContaining("exit code 1");
    }

    @Test
    void the_environment_is_not_passed_on() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
        String environment = Files.readString(Path.of("/proc/" + worker.processId() + "/environ"));
        assertThat(environment).contains("DJL_OFFLINE=true").doesNotContain("FREEHOLD_HOME");
    }

    private static long unroutable(EngineWorker worker) throws IOException {
        List<String> counters = Files.readAllLines(Path.of("/proc/" + worker.processId() + "/net/snmp")).stream()
                .filter(line -> line.startsWith("Ip:"))
                .toList();
        int column = List.of(counters.get(0).split(" ")).indexOf("OutNoRoutes");
        return Long.parseLong(List.of(counters.get(1).split(" ")).get(column));
    }

    private static boolean ended(EngineWorker worker) throws Exception {
        return ProcessHandle.of(worker.processId())
                .map(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join())
                .map(handle -> !handle.isAlive())
                .orElse(true);
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        WorkerFailed failure = catchThrowableOfType(WorkerFailed.class, call);
        assertThat(failure.reason()).isEqualTo(WorkerFailed.Reason.REFUSED);
        assertThat(failure).hasMessageContaining(why);
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
