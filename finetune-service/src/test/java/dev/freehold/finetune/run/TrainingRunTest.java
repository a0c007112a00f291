package dev.freehold.finetune.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.dataset.LabelledText;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.dataset.RowKind;
import dev.freehold.finetune.dataset.Rows;
import dev.freehold.finetune.evaluation.Evaluation;
import dev.freehold.finetune.fake.FakeRegistry;
import dev.freehold.finetune.fake.FakeTraining;
import dev.freehold.finetune.fake.FakeTraining.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Hyperparameters KNOBS = Hyperparameters.defaultsFor(RowKind.CLASSIFICATION);

    @TempDir
    private Path folder;

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeTraining training = new FakeTraining();
    private final Journal journal = new Journal();
    private RunInputs inputs;

    @BeforeEach
    void dataset() throws Exception {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String label = i % 2 == 0 ? "refund" : "greeting";
            rows.add(new LabelledText(label + " " + "x".repeat(i), label));
        }
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, new Rows.Classification(rows));
        Caller dana = new Caller(FakeRegistry.TENANT, "dana", "key", Set.of(Role.DATA_ENGINEER), null);
        Digest dataset = registry.registerDataset(dana, "rows", file, 40, 0, Label.PUBLIC)
                .digest();
        inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, dataset, null, 11, KNOBS);
    }

    @Test
    void a_run_measures_base_and_tuned_on_the_same_held_out_rows() {
        RunOutcome.Trained trained = (RunOutcome.Trained) run(Mode.WELL);

        assertThat(evaluation(trained).heldOutRows()).isEqualTo(12);
        assertThat(evaluation(trained).tuned().macroF1()).isEqualTo(1.0);
        assertThat(evaluation(trained).base().macroF1()).isLessThan(1.0);
        assertThat(evaluation(trained).gain().low()).isPositive();
        assertThat(trained.lineage().dataset()).isEqualTo(inputs.dataset());
        assertThat(trained.lineage().seed()).isEqualTo(11);
        assertThat(trained.lineage().network()).isEqualTo("namespace");
        assertThat(journal.sentences).anyMatch(sentence -> sentence.contains("a planted connect was denied"));
        assertThat(journal.steps).isEqualTo(1_000);
        assertThat(training.closed.get()).isPositive();
    }

    @Test
    void every_epoch_is_saved_with_a_lineage_of_its_own() {
        RunOutcome.Trained trained = (RunOutcome.Trained) run(Mode.WELL);
        assertThat(journal.snapshots).hasSize(8);
        assertThat(journal.snapshots.get(2).parameters()).containsEntry("snapshot_epoch", "3");
        assertThat(journal.snapshots.get(2).dataset()).isEqualTo(inputs.dataset());
        assertThat(trained.lineage().parameters()).doesNotContainKey("snapshot_epoch");
    }

    @Test
    void the_same_inputs_give_the_same_figures() {
        assertThat(((RunOutcome.Trained) run(Mode.WELL)).figures())
                .isEqualTo(((RunOutcome.Trained) run(Mode.WELL)).figures());
    }

    @Test
    void a_worker_that_reaches_the_network_from_its_namespace_never_sees_a_row() {
        RunOutcome outcome = run(Mode.LEAK);
        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Broke.class, broke -> {
            assertThat(broke.failure().code()).isEqualTo("network_not_denied");
            assertThat(broke.failure().message()).contains("network was not denied");
        });
        assertThat(journal.sentences).isEmpty();
    }

    @Test
    void a_machine_without_namespaces_is_told_or_refused() {
        assertThat(((RunOutcome.Trained) run(Mode.NO_NAMESPACE)).lineage().network())
                .isEqualTo("none");
        assertThat(journal.sentences).anyMatch(sentence -> sentence.startsWith("network isolation: none"));

        RunOutcome strict = execute(Mode.NO_NAMESPACE, true, new StopSignal());
        assertThat(strict)
                .isInstanceOfSatisfying(
                        RunOutcome.Broke.class,
                        broke -> assertThat(broke.failure().code()).isEqualTo("network_not_denied"));
    }

    @Test
    void a_crash_of_the_worker_is_the_reason_of_the_failure() {
        assertThat(run(Mode.CRASH)).isInstanceOfSatisfying(RunOutcome.Broke.class, broke -> {
            assertThat(broke.failure().code()).isEqualTo("worker_failed");
            assertThat(broke.failure().message()).contains("exit 134");
        });
    }

    @Test
    void a_dataset_that_cannot_be_had_is_the_reason_of_the_failure() {
        inputs = new RunInputs(FakeRegistry.TENANT, FakeRegistry.BASE, FakeRegistry.BASE, null, 1, KNOBS);
        assertThat(run(Mode.WELL))
                .isInstanceOfSatisfying(
                        RunOutcome.Broke.class,
                        broke -> assertThat(broke.failure().code()).isEqualTo("inputs_unavailable"));
    }

    @Test
    @Timeout(20)
    void a_stop_ends_a_worker_that_would_train_for_ever() throws Exception {
        StopSignal stop = new StopSignal();
        Thread stopper = new Thread(() -> {
            while (journal.sentences.size() < 2) {
                Thread.onSpinWait();
            }
            stop.stop(StopSignal.Cause.CANCELLED);
        });
        stopper.start();
        assertThat(execute(Mode.HANG, false, stop)).isEqualTo(new RunOutcome.Stopped(StopSignal.Cause.CANCELLED));
        stopper.join();
    }

    @Test
    @Timeout(20)
    void a_stop_that_comes_before_the_worker_is_up_counts_and_a_passed_deadline_is_a_failure() {
        StopSignal stop = new StopSignal();
        stop.stop(StopSignal.Cause.DEADLINE);
        stop.stop(StopSignal.Cause.CANCELLED);
        assertThat(execute(Mode.HANG, false, stop))
                .isInstanceOfSatisfying(
                        RunOutcome.Broke.class,
                        broke -> assertThat(broke.failure().code()).isEqualTo("deadline_passed"));
    }

    private static Evaluation evaluation(RunOutcome.Trained trained) {
        return (Evaluation) trained.figures();
    }

    private RunOutcome run(Mode mode) {
        return execute(mode, false, new StopSignal());
    }

    private RunOutcome execute(Mode mode, boolean requireIsolation, StopSignal stop) {
        training.mode = mode;
        RunSettings settings = new RunSettings(Duration.ofMinutes(1), requireIsolation, true, 1_000_000);
        return new TrainingRun(registry, training, settings).execute(inputs, folder.resolve("adapter"), journal, stop);
    }

    private static final class Journal implements RunJournal {
        private final List<String> sentences = new java.util.concurrent.CopyOnWriteArrayList<>();
        private volatile int steps;
        private final List<Lineage> snapshots = new ArrayList<>();

        @Override
        public void say(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void step(int step, int planned, double loss) {
            steps = step;
        }

        @Override
        public void snapshot(Snapshot snapshot, Lineage lineage, LeakTest leakTest) {
            assertThat(snapshot.folder()).isDirectory();
            assertThat(leakTest).isEqualTo(LeakTest.NOT_APPLICABLE);
            snapshots.add(lineage);
        }
    }
}
