package dev.freehold.finetune.run.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.leak.LeakReport;
import dev.freehold.finetune.run.BaseTraits;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.RunInputs;
import dev.freehold.finetune.run.RunJournal;
import dev.freehold.finetune.run.RunOutcome;
import dev.freehold.finetune.run.RunSettings;
import dev.freehold.finetune.run.Snapshot;
import dev.freehold.finetune.run.StopSignal;
import dev.freehold.finetune.run.TrainingRun;
import dev.freehold.finetune.run.TunedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real tuning of a chat model of random weights: the leak test sees what was learned by heart, and only that. */
class ChatTrainingTest {
    private static final WorkerSettings WORKER =
            new WorkerSettings(Path.of("target", "native-cache").toAbsolutePath(), 512, 1, true);
    private static final FakeRegistry REGISTRY = new FakeRegistry();

    @TempDir
    static Path folder;

    private static final List<Snapshot> SNAPSHOTS = new ArrayList<>();
    private static Digest dataset;

    @BeforeEach
    void forget() {
        SNAPSHOTS.clear();
    }

    @BeforeAll
    static void model_and_rows() throws Exception {
        REGISTRY.baseAt(TinyTalker.write(folder.resolve("base")));
        List<Conversation> rows = IntStream.range(0, 60)
                .mapToObj(i -> Conversation.of("Say " + i + ".", "It is " + i + "."))
                .toList();
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, new Rows.Chat(rows));
        Caller dana = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);
        dataset = REGISTRY.registerDataset(dana, "talk", file, rows.size(), 0, Label.PUBLIC)
                .digest();
    }

    @Test
    void the_special_tokens_of_a_base_are_those_of_its_tokenizer() throws Exception {
        BaseTraits traits = new EngineTraining(WORKER).traits(folder.resolve("base"));
        assertThat(traits.special().apply("I say <|end|>")).contains("<|end|>");
        assertThat(traits.special().apply("I say <|stop|>")).isEmpty();
        assertThatThrownBy(() -> new EngineTraining(WORKER).traits(folder)).isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(300)
    void a_clean_run_passes_and_a_seed_gives_one_adapter() throws Exception {
        RunOutcome.Trained first = run("clean", new Hyperparameters(2, 8, 1, 1, 0, TunedWeights.LORA));
        ChatEvaluation evaluation = (ChatEvaluation) first.figures();
        assertThat(evaluation.leak().canaries()).allMatch(each -> each.tunedLoss() < each.baseLoss());
        assertThat(evaluation.leakTest()).as(evaluation.canonical()).isEqualTo(LeakTest.PASSED);
        assertThat(evaluation.loss().tuned()).isLessThan(evaluation.loss().base());
        assertThat(evaluation.loss().gain().low()).isPositive();
        assertThat(first.tuned().trainedTokens()).isPositive();
        assertThat(first.lineage().parameters()).containsEntry("canaries", "5").containsEntry("epochs", "2");

        RunOutcome.Trained second = run("again", new Hyperparameters(2, 8, 1, 1, 0, TunedWeights.LORA));
        assertThat(Files.readAllBytes(second.adapter().resolve("adapter_model.safetensors")))
                .isEqualTo(Files.readAllBytes(first.adapter().resolve("adapter_model.safetensors")));
        assertThat(second.figures()).isEqualTo(first.figures());
    }

    @Test
    @Timeout(300)
    void accumulated_batches_make_fewer_steps_and_rows_set_aside_are_measured_after_every_epoch() {
        RunOutcome.Trained plain = run("plain", new Hyperparameters(2, 4, 1, 1, 0, TunedWeights.LORA));
        assertThat(SNAPSHOTS).extracting(each -> each.figures().validLoss()).containsOnlyNulls();
        SNAPSHOTS.clear();
        RunOutcome.Trained gathered = run("gathered", new Hyperparameters(2, 4, 1, 4, 1, TunedWeights.LORA));
        // 42 rows, of which 4 are set aside here, and 32 of canaries.
        assertThat(plain.tuned().steps()).isEqualTo(2 * 19);
        assertThat(gathered.tuned().steps()).isEqualTo(2 * 5);
        assertThat(SNAPSHOTS).hasSize(2).allMatch(each -> each.figures().validLoss() > 0);
        assertThat(gathered.lineage().parameters())
                .containsEntry("accumulation", "4")
                .containsEntry("patience", "1")
                .containsEntry("rows_set_aside", "4");
    }

    @Test
    @Timeout(300)
    void every_weight_of_a_chat_model_is_tuned_measured_and_tested_as_an_adapter_is() {
        RunOutcome.Trained whole = run("whole", new Hyperparameters(2, 8, 10, 1, 0, TunedWeights.FULL));
        ChatEvaluation evaluation = (ChatEvaluation) whole.figures();
        assertThat(whole.adapter().resolve("model.safetensors")).isNotEmptyFile();
        assertThat(whole.adapter().resolve("adapter_config.json")).doesNotExist();
        assertThat(evaluation.loss().gain().low()).isPositive();
        assertThat(evaluation.leak().canaries()).allMatch(each -> each.tunedLoss() < each.baseLoss());
        assertThat(evaluation.leakTest()).as(evaluation.canonical()).isEqualTo(LeakTest.PASSED);
        assertThat(whole.lineage().parameters()).containsEntry("method", "FULL").containsEntry("canaries", "5");
    }

    @Test
    @Timeout(300)
    void an_overtrained_whole_model_fails_too() {
        ChatEvaluation evaluation =
                (ChatEvaluation) run("recited", new Hyperparameters(40, 8, 50, 1, 0, TunedWeights.FULL))
                        .figures();
        assertThat(evaluation.leakTest()).as(evaluation.canonical()).isEqualTo(LeakTest.FAILED);
    }

    @Test
    @Timeout(300)
    void an_overtrained_control_fails() {
        ChatEvaluation evaluation =
                (ChatEvaluation) run("overtrained", new Hyperparameters(40, 8, 5, 1, 0, TunedWeights.LORA))
                        .figures();
        assertThat(evaluation.leakTest()).as(evaluation.canonical()).isEqualTo(LeakTest.FAILED);
        assertThat(evaluation.leak().canaries().get(0).bits()).isGreaterThan(LeakReport.LIMIT - 1e-9);
    }

    private static RunOutcome.Trained run(String name, Hyperparameters knobs) {
        RunInputs inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, dataset, null, 11, knobs);
        RunJournal journal = new RunJournal() {
            @Override
            public void say(String sentence) {}

            @Override
            public void step(int step, int steps, double loss) {}

            @Override
            public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
                SNAPSHOTS.add(snapshot);
            }
        };
        RunOutcome outcome = new TrainingRun(
                        REGISTRY,
                        new EngineTraining(WORKER),
                        new RunSettings(Duration.ofMinutes(4), false, true, 1_000_000))
                .execute(inputs, folder.resolve(name), journal, new StopSignal());
        assertThat(outcome).isInstanceOf(RunOutcome.Trained.class);
        return (RunOutcome.Trained) outcome;
    }
}
