package dev.freehold.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            float[] found = gradients.get(i).toFloatArray();
            double largest = 0;
            for (int k = 0; k < expected.length; k++) {
                largest = Math.max(largest, Math.abs(expected[k]));
                double allowed = Math.max(1e-6, 1e-3 < Math.abs(expected[k]) ? 1e-4 * Math.abs(expected[k]) : 1e-6);
                assertThat((double) found[k]).as(name).isCloseTo(expected[k], within(allowed));
            }
            assertThat(largest).as(name).isGreaterThan(1e-4);
        }
        gradients.forEach(PtNDArray::close);
    }
}
