package dev.freehold.finetune.run.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingRun;
import dev.freehold.finetune.run.TunedWeights;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with the real engine, the real MiniLM and a few rows. */
class EngineTrainingTest {
    private static final WorkerSettings WORKER =
            new WorkerSettings(Path.of("target", "native-cache").toAbsolutePath(), 512, 1, true);
    private static final FakeRegistry REGISTRY = new FakeRegistry();

    @TempDir
    static Path folder;

    private static Digest dataset;

    private final List<Snapshot> snapshots = new ArrayList<>();
    private Hyperparameters knobs = new Hyperparameters(4, 8, 1, 1, 3, TunedWeights.LORA);

    @BeforeAll
    static void minilm_and_rows() throws Exception {
        Path base = folder.resolve("minilm");
        copy("/all-minilm-l6-v2.onnx", folder.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-tokenizer.json", folder.resolve("tokenizer.json"));
        try (EngineWorker worker = EngineWorker.start(WORKER)) {
            worker.convertOnnx(
                    folder.resolve("model.onnx"), folder.resolve("tokenizer.json"), base, List.of("A cat sits."));
        }
        REGISTRY.baseAt(base);
        Path rows = folder.resolve("rows.jsonl");
        RowFile.write(rows, new Rows.Classification(NegationRows.all()));
        Caller dana = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);
        dataset =
                REGISTRY.registerDataset(dana, "post", rows, 0, 0, Label.PUBLIC).digest();
    }

    @Test
    @Timeout(120)
    void tuning_beats_the_base_on_rows_that_neither_has_seen_and_a_seed_gives_one_adapter() throws Exception {
        List<Double> losses = new ArrayList<>();
        RunOutcome.Trained first = (RunOutcome.Trained) run("first", losses, () -> {});

        assertThat(evaluation(first).tuned().macroF1())
                .isGreaterThan(evaluation(first).base().macroF1());
        assertThat(losses).hasSize(first.tuned().steps());
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
        assertThat(first.lineage().parameters()).containsEntry("threads", "1").containsEntry("epochs", "4");
        assertThat(first.tuned().trainedTokens()).isGreaterThan(first.tuned().steps() * 8L);
        assertThat(snapshots).hasSize(first.tuned().epochs());
        Snapshot kept = snapshots.get(first.tuned().keptEpoch() - 1);
        assertThat(kept.figures().trainLoss()).isEqualTo(first.tuned().lastLoss());
        assertThat(kept.figures().validAccuracy()).isBetween(0.0, 1.0);
        assertThat(kept.folder().resolve("adapter_model.safetensors"))
                .hasSameBinaryContentAs(first.adapter().resolve("adapter_model.safetensors"));
        assertThat(first.adapter().resolve("adapter_model.safetensors")).isNotEmptyFile();

        try (var files = Files.list(first.adapter())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("adapter_config.json", "adapter_model.safetensors", "labels.json");
        }
        RunOutcome.Trained second = (RunOutcome.Trained) run("second", new ArrayList<>(), () -> {});
        assertThat(Files.readAllBytes(second.adapter().resolve("adapter_model.safetensors")))
                .isEqualTo(Files.readAllBytes(first.adapter().resolve("adapter_model.safetensors")));
        assertThat(second.figures()).isEqualTo(first.figures());
    }

    @Test
    @Timeout(200)
    void every_weight_of_an_encoder_is_tuned_into_a_classifier_that_stands_alone() throws Exception {
        knobs = new Hyperparameters(3, 8, 1, 1, 0, TunedWeights.FULL);
        RunOutcome.Trained whole = (RunOutcome.Trained) run("whole", new ArrayList<>(), () -> {});
        assertThat(evaluation(whole).tuned().macroF1())
                .isGreaterThan(evaluation(whole).base().macroF1());
        assertThat(Files.readString(whole.adapter().resolve("config.json")))
                .contains("BertForSequenceClassification", "missing");
        assertThat(whole.tuned().trainableParameters()).isGreaterThan(22_000_000);
        assertThat(snapshots).hasSize(3);
        assertThat(new EngineTraining(WORKER)
                        .traits(REGISTRY.model(FakeRegistry.TENANT, FakeRegistry.BASE))
                        .weights())
                .isEqualTo(22_713_216);
    }

    @Test
    @Timeout(60)
    void a_worker_that_dies_in_training_fails_the_run() {
        Set<ProcessHandle> before = workers();
        RunOutcome outcome = run(
                "killed",
                new ArrayList<>(),
                () -> workers().stream()
                        .filter(worker -> !before.contains(worker))
                        .forEach(ProcessHandle::destroyForcibly));

        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Broke.class, broke -> {
            assertThat(broke.failure().code()).isEqualTo("worker_failed");
            assertThat(broke.failure().message()).contains("crashed during the training");
        });
    }

    @Test
    @Timeout(60)
    void a_stop_ends_the_worker_in_the_middle_of_training() {
        Set<ProcessHandle> before = workers();
        StopSignal stop = new StopSignal();
        RunOutcome outcome = execute(
                "stopped",
                new ArrayList<>(),
                () -> new Thread(() -> stop.stop(StopSignal.Cause.CANCELLED)).start(),
                stop);

        assertThat(outcome).isEqualTo(new RunOutcome.Stopped(StopSignal.Cause.CANCELLED));
        // The system may still list what was killed a moment ago.
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(workers()).allMatch(before::contains));
    }

    private static Evaluation evaluation(RunOutcome.Trained trained) {
        return (Evaluation) trained.figures();
    }

    private RunOutcome run(String name, List<Double> losses, Runnable atFirstStep) {
        return execute(name, losses, atFirstStep, new StopSignal());
    }

    private RunOutcome execute(String name, List<Double> losses, Runnable atFirstStep, StopSignal stop) {
        RunInputs inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, dataset, null, 11, knobs);
        RunJournal journal = new RunJournal() {
            @Override
            public void say(String sentence) {}

            @Override
            public void step(int step, int steps, double loss) {
                losses.add(loss);
                if (step == 1) {
                    atFirstStep.run();
                }
            }

            @Override
            public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
                snapshots.add(snapshot);
            }
        };
        return new TrainingRun(
                        REGISTRY,
                        new EngineTraining(WORKER),
                        new RunSettings(Duration.ofMinutes(2), false, true, 1_000_000))
                .execute(inputs, folder.resolve(name), journal, stop);
    }

    private static Set<ProcessHandle> workers() {
        return Set.copyOf(ProcessHandle.current().descendants().toList());
    }

    private static void copy(String resource, Path to) throws Exception {
        try (InputStream in = EngineTrainingTest.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }
}
