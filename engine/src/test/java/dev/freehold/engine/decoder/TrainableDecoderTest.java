package dev.freehold.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.fixture.Gradients;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference is transformers and PEFT, run once; see {@link DecoderGolden}. */
class TrainableDecoderTest {
    private static List<String> all() {
        return DecoderGolden.names();
    }

    private static List<String> whole() {
        return DecoderGolden.whole();
    }

    @ParameterizedTest
    @MethodSource("all")
    void logits_equal_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                TrainableDecoder plain = TrainableDecoder.whole(scope, base.config(), DecoderGolden.values(base));
                TrainableDecoder adapted = adapted(scope, base, golden)) {
            assertThat(DecoderGolden.distance(plain.logits(scope, golden.texts()), golden.tensor("base_logits")))
                    .isLessThan(1e-4);
            assertThat(DecoderGolden.distance(adapted.logits(scope, golden.texts()), golden.tensor("adapted_logits")))
                    .isLessThan(1e-4);
            assertThat(DecoderGolden.distance(plain.logits(scope, golden.texts()), golden.tensor("adapted_logits")))
                    .as("the adapter changes the answer")
                    .isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradients_of_the_pairs_equal_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                TrainableDecoder decoder = adapted(scope, base, golden)) {
            double loss = decoder.learn(scope, golden.examples());

            assertThat(loss).isCloseTo(golden.number("lora_loss"), within(1e-5));
            assertGradients(decoder, golden, "lora/");
            assertThat(base.weights()).noneMatch(PtNDArray::hasGradient);
            assertThat(decoder.score(scope, golden.examples()) / TrainableDecoder.targets(golden.examples()))
                    .isCloseTo(loss, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void gradients_of_all_weights_equal_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                TrainableDecoder decoder = TrainableDecoder.whole(scope, base.config(), DecoderGolden.values(base))) {
            double loss = decoder.learn(scope, golden.examples());

            assertThat(loss).isCloseTo(golden.number("full_loss"), within(1e-5));
            assertGradients(decoder, golden, "full/");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void in_double_precision_every_element_of_the_pairs_gradients_equals_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder())) {
            DecoderAdapter adapter = DecoderAdapter.load(golden.adapter(), base.config());
            List<NamedShape> layout = adapter.lora().tensors(base.config());
            List<PtNDArray> pairs = Gradients.learned(tensors(scope, layout, adapter.values()));
            List<PtNDArray> weights =
                    base.weights().stream().map(Gradients::exact).toList();
            learnExactly(scope, golden, base.config(), Pairs.of(adapter.lora()), weights, pairs);
            assertExactGradients(pairs, layout, golden, "lora/");
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void in_double_precision_every_element_of_all_weights_gradients_equals_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder())) {
            List<PtNDArray> weights = Gradients.learned(base.weights());
            PtNDArray nothing = Gradients.exact(scope.floats(new float[1], 1));
            learnExactly(scope, golden, base.config(), Pairs.NONE, weights, List.of(nothing));
            assertExactGradients(weights, DecoderLayout.weights(base.config()), golden, "full/");
        }
    }

    /** The very text that tunes, but for the width of its numbers. */
    private static void learnExactly(
            Tensors scope,
            DecoderGolden golden,
            DecoderConfig config,
            Pairs added,
            List<PtNDArray> weights,
            List<PtNDArray> pairs) {
        String source = DecoderProgram.training(config, added, added.equals(Pairs.NONE))
                .replace("torch.to(places, 6)", "torch.to(places, 7)")
                .replace("torch.zeros([1])", "torch.zeros([1], dtype=7)")
                .replace("dtype=6", "dtype=7");
        PackedTexts texts = TrainableDecoder.packed(scope, golden.examples());
        List<PtNDArray> goals = TrainableDecoder.goals(scope, golden.examples());
        float[] turns = golden.tensor("frequencies");
        PtNDArray divisor = scope.floats(new float[] {TrainableDecoder.targets(golden.examples())}, 1);
        try (Program program = Program.compile(scope, DecoderProgram.CLASS, source)) {
            PtNDArray loss = program.record(
                    scope,
                    "loss",
                    List.of(
                            texts.ids(),
                            texts.places(),
                            texts.ends(),
                            goals.get(0),
                            goals.get(1),
                            Gradients.exact(divisor),
                            Gradients.exact(scope.floats(turns, turns.length))),
                    List.of(weights, pairs));
            Program.backward(scope, loss);
            String which = added.equals(Pairs.NONE) ? "full_loss" : "lora_loss";
            assertThat(loss.getDouble()).isCloseTo(golden.number(which), within(1e-10));
        }
    }

    private static List<PtNDArray> tensors(Tensors scope, List<NamedShape> layout, List<float[]> values) {
        List<PtNDArray> tensors = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            tensors.add(scope.floats(values.get(i), layout.get(i).sizes()));
        }
        return tensors;
    }

    private static void assertExactGradients(
            List<PtNDArray> learned, List<NamedShape> layout, DecoderGolden golden, String prefix) {
        List<PtNDArray> gradients = Program.gradients(learned);
        for (int i = 0; i < gradients.size(); i++) {
            String name = layout.get(i).name();
            Gradients.assertExact(name, gradients.get(i).toDoubleArray(), golden.tensor(prefix + name));
        }
    }

    @Test
    void gradients_of_parts_with_a_common_divisor_add_up_to_that_of_the_whole() {
        DecoderGolden golden = DecoderGolden.of("llama");
        List<LanguageExample> examples = golden.examples();
        long targets = TrainableDecoder.targets(examples);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                TrainableDecoder decoder = adapted(scope, base, golden)) {
            double sum = 0;
            for (LanguageExample example : examples) {
                sum += decoder.learn(scope, List.of(example), targets);
            }
            assertThat(sum).isCloseTo(golden.number("lora_loss"), within(1e-5));
            assertGradients(decoder, golden, "lora/");
        }
    }

    @Test
    void an_adapter_scaled_otherwise_fails_the_golden() {
        DecoderGolden golden = DecoderGolden.of("llama");
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder())) {
            DecoderAdapter adapter = DecoderAdapter.load(golden.adapter(), base.config());
            DecoderLora lora = adapter.lora();
            DecoderLora louder = new DecoderLora(lora.rank(), lora.alpha() + 1, 0, lora.targets(), lora.base());
            try (TrainableDecoder decoder = TrainableDecoder.adapter(scope, base, louder, adapter.values())) {
                List<float[]> logits = decoder.logits(scope, golden.texts());
                assertThat(DecoderGolden.distance(logits, golden.tensor("adapted_logits")))
                        .isGreaterThan(1e-2);
            }
        }
    }

    @Test
    void an_adapter_is_written_as_it_was_read(@TempDir Path folder) {
        DecoderGolden golden = DecoderGolden.of("qwen2");
        DecoderConfig config = DecoderConfig.read(golden.folder());
        DecoderAdapter adapter = DecoderAdapter.load(golden.adapter(), config);
        adapter.save(folder.resolve("again"), config);
        DecoderAdapter again = DecoderAdapter.load(folder.resolve("again"), config);
        assertThat(again.lora()).isEqualTo(adapter.lora());
        for (int i = 0; i < adapter.values().size(); i++) {
            assertThat(again.values().get(i)).containsExactly(adapter.values().get(i));
        }
        assertThatThrownBy(() -> adapter.save(folder.resolve("again"), config)).hasMessageContaining("already holds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task_type | \"SEQ_CLS\" | task_type must be CAUSAL_LM",
                "use_dora | true | use_dora is set",
                "rank_pattern | {\"q_proj\":8} | rank_pattern is set",
                "modules_to_save | [\"lm_head\"] | modules_to_save must be",
                "target_modules | [\"embed_tokens\"] | target_modules must be some of",
                "target_modules | \"all-linear\" | target_modules must be some of",
                "target_modules | [\"q_proj\"] | which has no place",
            })
    void an_adapter_that_would_compute_something_else_is_refused(
            String key, String value, String why, @TempDir Path folder) throws IOException {
        DecoderGolden golden = DecoderGolden.of("llama");
        DecoderFolder.copy(golden.adapter(), folder.resolve("adapter"));
        JsonNode parsed = new ObjectMapper().readTree(value);
        DecoderFolder.changed(folder.resolve("adapter"), "adapter_config.json", root -> root.set(key, parsed));
        DecoderConfig config = DecoderConfig.read(golden.folder());
        assertThatThrownBy(() -> DecoderAdapter.load(folder.resolve("adapter"), config))
                .hasMessageContaining(why);
    }

    @Test
    void a_weight_without_a_place_is_refused(@TempDir Path folder) throws IOException {
        Path model = DecoderFolder.copy(DecoderGolden.of("qwen2").folder(), folder.resolve("model"));
        DecoderFolder.changed(model, "config.json", root -> root.put("model_type", "llama"));
        try (Tensors scope = Tensors.open(1)) {
            assertThatThrownBy(() -> DecoderModel.load(scope, model)).hasMessageContaining("k_proj.bias has no place");
        }
    }

    @Test
    void a_batch_without_targets_is_refused() {
        DecoderGolden golden = DecoderGolden.of("llama");
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                TrainableDecoder decoder = adapted(scope, base, golden)) {
            LanguageExample none = new LanguageExample(new long[] {5, 6}, new boolean[] {true, false});
            assertThatThrownBy(() -> decoder.learn(scope, List.of(none))).hasMessageContaining("no token");
        }
    }

    static TrainableDecoder adapted(Tensors scope, DecoderModel base, DecoderGolden golden) {
        DecoderAdapter adapter = DecoderAdapter.load(golden.adapter(), base.config());
        return TrainableDecoder.adapter(scope, base, adapter.lora(), adapter.values());
    }

    private static void assertGradients(TrainableDecoder decoder, DecoderGolden golden, String prefix) {
        List<PtNDArray> gradients = Program.gradients(decoder.parameters());
        for (int i = 0; i < gradients.size(); i++) {
            String name = decoder.layout().get(i).name();
            float[] expected = golden.tensor(prefix + name);
            Gradients.assertNotZero(name, expected);
            Gradients.assertRounded(name, gradients.get(i).toFloatArray(), expected);
        }
        gradients.forEach(PtNDArray::close);
    }
}
