package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.engine.Refusal;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.Example;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.engine.worker.TuningProgress;
import dev.freehold.engine.worker.Tunings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTuningTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        TinyBert.write(folder);
    }

    @Test
    void tuning_lowers_the_loss_and_beats_chance_on_what_it_did_not_see() {
        List<TuningProgress> steps = new ArrayList<>();
        TunedClassifier tuned = tune(TinyBert.examples(200), Tunings.quick(), 3, steps);

        assertThat(tuned.lastLoss()).isLessThan(tuned.firstLoss() / 2);
        assertThat(tuned.heldOut()).isBetween(28, 30);
        assertThat(tuned.score().accuracy()).isGreaterThan(0.75);
        assertThat(steps).hasSize(tuned.steps());
        assertThat(steps.get(0).loss()).isBetween(0.5, 0.9);
        assertThat(steps.stream().mapToDouble(TuningProgress::rate).max().orElseThrow())
                .isEqualTo(1e-2);
        assertThat(tuned.parameters()).isEqualTo(2 * 2 * 2 * 4 * 16 + 16 * 16 + 16 + 2 * 16 + 2);
    }

    @Test
    void one_seed_gives_one_adapter_and_another_seed_another() {
        TuningParameters brief = Tunings.quick().withEpochs(2);
        TunedClassifier first = tune(TinyBert.examples(64), brief, 3, new ArrayList<>());
        TunedClassifier again = tune(TinyBert.examples(64), brief, 3, new ArrayList<>());
        TunedClassifier other = tune(TinyBert.examples(64), brief, 4, new ArrayList<>());
        for (int i = 0; i < first.values().size(); i++) {
            assertThat(again.values().get(i)).containsExactly(first.values().get(i));
        }
        assertThat(other.values().get(0)).isNotEqualTo(first.values().get(0));
    }

    @Test
    void tuning_stops_when_the_held_out_part_no_longer_gains() {
        SplittableRandom coin = new SplittableRandom(1);
        List<Example> noise = TinyBert.examples(80).stream()
                .map(example -> new Example(example.text(), coin.nextBoolean() ? "a" : "b"))
                .toList();
        TuningParameters patient =
                new TuningParameters(4, 8, 0, List.of("query", "value"), 3e-2, 30, 16, 32, 0.1, 0.01, 1.0, 0.25, 2);

        TunedClassifier tuned = tune(noise, patient, 3, new ArrayList<>());

        assertThat(tuned.epochs()).isLessThan(30);
        assertThat(tuned.keptEpoch()).isEqualTo(tuned.epochs() - 2);
        assertThat(tuned.steps()).isEqualTo(tuned.epochs() * 4);
    }

    @Test
    void nothing_is_held_out_where_that_was_not_asked_for() {
        TuningParameters all = new TuningParameters(2, 4, 0, List.of("value"), 1e-2, 1, 16, 32, 0.1, 0.01, 1.0, 0, 1);
        TunedClassifier tuned = tune(TinyBert.examples(20), all, 3, new ArrayList<>());
        assertThat(tuned.heldOut()).isZero();
        assertThat(tuned.steps()).isEqualTo(2);
        assertThat(tuned.keptEpoch()).isEqualTo(1);
    }

    @Test
    void every_epoch_ends_with_its_own_loss_and_what_was_held_out() {
        TuningParameters half =
                new TuningParameters(2, 4, 0, List.of("value"), 1e-2, 3, 16, 32, 0.1, 0.01, 1.0, 0.5, 3);
        EPOCHS.clear();
        TunedClassifier tuned = tune(TinyBert.examples(40), half, 3, new ArrayList<>());
        assertThat(EPOCHS).extracting(EpochEnd::epoch).containsExactly(1, 2, 3);
        assertThat(EPOCHS.get(2).step()).isEqualTo(tuned.steps());
        EpochEnd kept = EPOCHS.get(tuned.keptEpoch() - 1);
        assertThat(kept.loss()).isEqualTo(tuned.lastLoss());
        assertThat(kept.heldOutLoss()).isEqualTo(tuned.score().loss());
        assertThat(kept.heldOutAccuracy()).isEqualTo(tuned.score().accuracy());
    }

    @Test
    void tokens_of_all_epochs_are_counted_without_padding_and_without_what_is_held_out() {
        List<Example> examples = TinyBert.examples(20);
        TuningParameters twice = new TuningParameters(2, 4, 0, List.of("value"), 1e-2, 2, 16, 8, 0.1, 0.01, 1.0, 0, 1);
        long once;
        try (Tensors scope = Tensors.open(1);
                EncoderModel base = EncoderModel.load(scope, folder);
                EncoderTokenizer tokenizer = base.tokenizer(8)) {
            once = tokenizer.tokenize(examples.stream().map(Example::text).toList()).rows().stream()
                    .mapToLong(row -> row.length)
                    .sum();
        }
        assertThat(once).isBetween(5L * 20, 8L * 20 - 1);
        assertThat(tune(examples, twice, 3, new ArrayList<>()).trainedTokens()).isEqualTo(2 * once);
        TuningParameters half = new TuningParameters(2, 4, 0, List.of("value"), 1e-2, 2, 16, 8, 0.1, 0.01, 1.0, 0.5, 2);
        assertThat(tune(examples, half, 3, new ArrayList<>()).trainedTokens()).isBetween(once / 2, 3 * once / 2);
    }

    @Test
    void examples_of_one_class_are_refused() {
        List<Example> same = List.of(new Example("a", "x"), new Example("the", "x"));
        assertThatThrownBy(() -> tune(same, Tunings.quick(), 1, new ArrayList<>()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2 to 1000 classes, has 1");
    }

    private static final List<EpochEnd> EPOCHS = new ArrayList<>();

    private static TunedClassifier tune(
            List<Example> examples, TuningParameters parameters, long seed, List<TuningProgress> steps) {
        try (Tensors scope = Tensors.open(1);
                EncoderModel base = EncoderModel.load(scope, folder)) {
            return new ClassifierTuning(scope, base, parameters, seed).run(examples, steps::add, EPOCHS::add);
        }
    }
}
