package dev.freehold.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.engine.decoder.DecoderAdapter;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.script.Tensors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five steps of AdamW on one batch lose what they lose in transformers and PEFT. */
class DecoderStepsTest {
    private static List<String> all() {
        return DecoderGolden.names();
    }

    private static List<String> whole() {
        return DecoderGolden.whole();
    }

    @ParameterizedTest
    @MethodSource("all")
    void steps_on_pairs_have_the_losses_of_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder())) {
            DecoderAdapter adapter = DecoderAdapter.load(golden.adapter(), base.config());
            try (TrainableDecoder decoder = TrainableDecoder.adapter(scope, base, adapter.lora(), adapter.values())) {
                assertThat(losses(scope, decoder, golden)).containsExactly(golden.numbers("lora_losses"), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void steps_on_all_weights_have_the_losses_of_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder())) {
            try (TrainableDecoder decoder = TrainableDecoder.whole(scope, base.config(), DecoderGolden.values(base))) {
                assertThat(losses(scope, decoder, golden)).containsExactly(golden.numbers("full_losses"), within(1e-4));
            }
        }
    }

    private static double[] losses(Tensors scope, TrainableDecoder decoder, DecoderGolden golden) {
        List<AdamW.Group> groups = List.of(new AdamW.Group(decoder.parameters(), 1, 0));
        double[] losses = new double[golden.numbers("lora_losses").length];
        try (AdamW optimiser = new AdamW(scope, groups, 1e9)) {
            for (int i = 0; i < losses.length; i++) {
                try (Tensors inner = scope.inner()) {
                    losses[i] = decoder.learn(inner, golden.examples());
                    optimiser.step(inner, golden.number("rate"));
                }
            }
        }
        assertThat(losses[losses.length - 1]).isLessThan(losses[0] - 0.5);
        return losses;
    }
}
