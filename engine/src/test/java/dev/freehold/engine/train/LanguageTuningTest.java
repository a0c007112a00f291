package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.engine.chat.ChatTemplate;
import dev.freehold.engine.decoder.DecoderLayout;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.fixture.TinyChat;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.TuningMethod;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.engine.worker.TuningProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageTuningTest {
    @TempDir
    private static Path folder;

    @Test
    void a_tuning_learns_what_the_assistant_wrote_and_tells_each_step() throws IOException {
        List<TuningProgress> steps = new ArrayList<>();

        TunedLanguage tuned = tune(parameters(0.02, 8, 1, 6, 0.25, 6), 1, steps);

        assertThat(tuned.heldOut().rows()).hasSize(10);
        assertThat(tuned.heldOut().tunedLoss()).isLessThan(0.7 * tuned.heldOut().baseLoss());
        assertThat(tuned.heldOut().gain(1).low()).isPositive();
        assertThat(steps)
                .hasSize(tuned.steps())
                .last()
                .satisfies(step -> assertThat(step.steps()).isEqualTo(24));
        // Three letters and the end of turn.
        assertThat(tuned.trainedTokens()).isEqualTo(30L * 4 * tuned.epochs());
    }

    @Test
    void one_thread_and_one_seed_give_the_same_bits() throws IOException {
        TuningParameters parameters = parameters(0.02, 8, 1, 2, 0.25, 2);

        assertThat(tune(parameters, 1, new ArrayList<>()).values())
                .usingRecursiveComparison()
                .isEqualTo(tune(parameters, 1, new ArrayList<>()).values());
        assertThat(tune(parameters, 2, new ArrayList<>()).lastLoss())
                .isNotEqualTo(tune(parameters, 1, new ArrayList<>()).lastLoss());
    }

    @Test
    void gradients_added_up_over_batches_are_those_of_one_batch() throws IOException {
        List<float[]> whole =
                tune(parameters(0.01, 8, 1, 1, 0, 1), 1, new ArrayList<>()).values();
        List<float[]> parts =
                tune(parameters(0.01, 2, 4, 1, 0, 1), 1, new ArrayList<>()).values();

        for (int i = 0; i < whole.size(); i++) {
            for (int j = 0; j < whole.get(i).length; j++) {
                assertThat(parts.get(i)[j]).isCloseTo(whole.get(i)[j], within(1e-3f));
            }
        }
    }

    @Test
    void tuning_stops_when_held_out_texts_get_no_better_and_keeps_the_best_epoch() throws IOException {
        TunedLanguage tuned = tune(parameters(0.9, 8, 1, 50, 0.25, 2), 1, new ArrayList<>());

        assertThat(tuned.epochs()).isLessThan(50).isEqualTo(tuned.keptEpoch() + 2);
    }

    @Test
    void what_the_user_wrote_is_never_a_target() throws IOException {
        try (DecoderTokenizer tokenizer =
                DecoderTokenizer.open(model(), TinyChat.config().vocabulary())) {
            ChatTemplate template = ChatTemplate.of(model());
            LanguageRows rows = LanguageRows.of(TinyChat.conversations(0, 1), template, tokenizer, 64);
            LanguageExample row = rows.examples().get(0);

            StringBuilder learned = new StringBuilder();
            for (int i = 0; i < row.ids().length; i++) {
                learned.append(row.learned()[i] ? tokenizer.decode(new long[] {row.ids()[i]}) + row.ids()[i] : "");
            }
            String letter = "a" + tokenizer.encode("a", false)[0];
            assertThat(learned).hasToString(letter.repeat(3) + "1");
            assertThat(LanguageRows.of(TinyChat.conversations(0, 3), template, tokenizer, 3)
                            .dropped())
                    .isEqualTo(3);
            assertThat(LanguageRows.of(TinyChat.conversations(0, 3), template, tokenizer, 7)
                            .truncated())
                    .isEqualTo(3);
        }
    }

    @Test
    void nothing_to_learn_from_is_refused() {
        try (Tensors scope = Tensors.open(1);
                TrainableDecoder decoder = fresh(scope)) {
            LanguageTuning tuning = new LanguageTuning(scope, decoder, parameters(0.01, 8, 1, 1, 0, 1), 1);

            assertThatThrownBy(() -> tuning.run(List.of(), List.of(), step -> {}))
                    .isInstanceOf(UnusableExamples.class);
        }
    }

    private static TunedLanguage tune(TuningParameters parameters, long seed, List<TuningProgress> steps)
            throws IOException {
        try (Tensors scope = Tensors.open(1);
                DecoderTokenizer tokenizer =
                        DecoderTokenizer.open(model(), TinyChat.config().vocabulary());
                TrainableDecoder decoder = fresh(scope)) {
            LanguageRows rows = LanguageRows.of(TinyChat.conversations(0, 40), ChatTemplate.of(model()), tokenizer, 64);
            return new LanguageTuning(scope, decoder, parameters, seed).run(rows.examples(), List.of(), steps::add);
        }
    }

    private static TrainableDecoder fresh(Tensors scope) {
        List<float[]> first = FirstValues.weights(
                DecoderLayout.weights(TinyChat.config()), TinyChat.config().layers(), new SplittableRandom(3));
        return TrainableDecoder.whole(scope, TinyChat.config(), first);
    }

    private static synchronized Path model() throws IOException {
        Path model = folder.resolve("model");
        return Files.exists(model) ? model : TinyChat.write(model);
    }

    private static TuningParameters parameters(
            double rate, int batch, int accumulation, int epochs, double share, int patience) {
        return new TuningParameters(
                TuningMethod.FULL,
                1,
                1,
                0,
                List.of(),
                rate,
                1,
                epochs,
                batch,
                accumulation,
                64,
                0.1,
                0,
                1,
                share,
                patience);
    }
}
