package dev.freehold.finetune.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.dataset.Conversation;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.ChatEvaluation;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.fake.FakeTraining;
import dev.freehold.finetune.fake.FakeTraining.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatRunTest {
    private static final Caller DANA = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);

    @TempDir
    private Path folder;

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeTraining training = new FakeTraining();
    private final List<String> sentences = new CopyOnWriteArrayList<>();
    private Digest dataset;
    private Hyperparameters knobs = Hyperparameters.defaultsFor(RowKind.CHAT);

    @BeforeEach
    void dataset() throws Exception {
        dataset = registered(conversations(0, 40));
    }

    @Test
    void a_chat_run_measures_loss_and_leak_and_its_lineage_tells_of_the_canaries() {
        RunOutcome.Trained trained = trained(Mode.WELL, null);
        ChatEvaluation evaluation = (ChatEvaluation) trained.figures();

        assertThat(evaluation.loss().rows()).isEqualTo(12);
        assertThat(evaluation.loss().base()).isEqualTo(3.0);
        assertThat(evaluation.loss().gain().low()).isPositive();
        assertThat(evaluation.leakTest()).isEqualTo(LeakTest.PASSED);
        assertThat(trained.lineage().dataset()).isEqualTo(dataset);
        assertThat(trained.lineage().parameters())
                .containsEntry("canaries", "5")
                .containsEntry("canary_rows", "32");
        assertThat(evaluation.canonical())
                .contains("\"metric\":\"held_out_loss\"")
                .contains("\"leak_test\":{")
                .contains("\"verdict\":\"passed\"");
        assertThat(sentences).contains("leak test: 32 rows of 5 canaries among the train rows");
        assertThat(sentences.get(sentences.size() - 1)).contains("leak test passed: 0 of 4 canaries");
    }

    @Test
    void rows_to_stop_early_by_are_neither_learned_nor_measured_nor_canaries() {
        knobs = new Hyperparameters(3, 8, 1, 1, 2, TunedWeights.LORA);
        RunOutcome.Trained trained = trained(Mode.WELL, null);
        assertThat(training.setAside).hasSize(3).allMatch(conversations(0, 40)::contains);
        assertThat(training.learned).hasSize(40 - 12 - 3 + 32).doesNotContainAnyElementsOf(training.setAside);
        assertThat(trained.lineage().parameters()).containsEntry("rows_set_aside", "3");
        assertThat(((ChatEvaluation) trained.figures()).loss().rows()).isEqualTo(12);
    }

    @Test
    void the_same_inputs_give_the_same_figures() {
        assertThat(trained(Mode.WELL, null).figures())
                .isEqualTo(trained(Mode.WELL, null).figures());
    }

    @Test
    void a_model_that_recites_fails_the_leak_test_and_is_still_measured() {
        RunOutcome.Trained trained = trained(Mode.RECITE, null);
        assertThat(trained.figures().leakTest()).isEqualTo(LeakTest.FAILED);
        assertThat(trained.figures().canonical()).contains("\"exposure_bits\":\"10.000\"");
    }

    @Test
    void a_model_that_did_not_learn_the_canaries_was_not_tested() {
        assertThat(trained(Mode.DEAF, null).figures().leakTest()).isEqualTo(LeakTest.NOT_RUN);
    }

    @Test
    void rows_of_a_validation_file_are_measured_on_less_those_that_are_trained_on() throws Exception {
        Digest validation = registered(conversations(35, 50));
        RunOutcome.Trained trained = trained(Mode.WELL, validation);
        assertThat(((ChatEvaluation) trained.figures()).loss().rows()).isEqualTo(10);
        assertThat(trained.lineage().parameters()).containsEntry("validation_dataset", validation.value());
        assertThat(execute(Mode.WELL, registered(conversations(3, 20))))
                .isInstanceOfSatisfying(
                        RunOutcome.Broke.class,
                        broke -> assertThat(broke.failure().code()).isEqualTo("inputs_unavailable"));
    }

    private RunOutcome.Trained trained(Mode mode, @Nullable Digest validation) {
        return (RunOutcome.Trained) execute(mode, validation);
    }

    private RunOutcome execute(Mode mode, @Nullable Digest validation) {
        training.mode = mode;
        RunInputs inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, dataset, validation, 11, knobs);
        RunJournal journal = new RunJournal() {
            @Override
            public void say(String sentence) {
                sentences.add(sentence);
            }

            @Override
            public void step(int step, int steps, double loss) {}

            @Override
            public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {}
        };
        return new TrainingRun(registry, training, new RunSettings(Duration.ofMinutes(1), false, true, 1_000_000))
                .execute(inputs, folder.resolve("adapter"), journal, new StopSignal());
    }

    private Digest registered(List<Conversation> rows) throws Exception {
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, new Rows.Chat(rows));
        return registry.registerDataset(DANA, "rows", file, rows.size(), 0, Label.PUBLIC)
                .digest();
    }

    private static List<Conversation> conversations(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Conversation.of("question " + i, "answer " + i))
                .toList();
    }
}
