package dev.freehold.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.script.Tensors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CachedDecoderTest {
    /** The reference was told not to end before its last token. */
    private static final int NEVER = 2;

    private static List<String> all() {
        return DecoderGolden.names();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_likeliest_tokens_are_those_of_the_reference(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                CachedDecoder plain = new CachedDecoder(scope, base, Optional.empty());
                CachedDecoder adapted = new CachedDecoder(
                        scope, base, Optional.of(DecoderAdapter.load(golden.adapter(), base.config())))) {
            long[] prompt = golden.texts().get(0);
            long[] expected = golden.ids("base_greedy");
            assertThat(greedy(plain, prompt, expected.length)).containsExactly(expected);
            assertThat(greedy(adapted, prompt, expected.length)).containsExactly(golden.ids("adapted_greedy"));
            assertThat(greedy(plain, prompt, expected.length))
                    .as("a second text finds nothing of the first")
                    .containsExactly(expected);
        }
    }

    @Test
    void a_text_does_not_outgrow_its_room() {
        DecoderGolden golden = DecoderGolden.of("llama");
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, golden.folder());
                CachedDecoder decoder = new CachedDecoder(scope, base, Optional.empty())) {
            assertThatThrownBy(() -> decoder.begin(new long[200], 1)).hasMessageContaining("128 positions");
            decoder.begin(new long[128], 128);
            assertThatThrownBy(() -> decoder.next(5)).hasMessageContaining("cannot go on");
        }
    }

    private static long[] greedy(CachedDecoder decoder, long[] prompt, int count) {
        long[] found = new long[count];
        float[] logits = decoder.begin(prompt, prompt.length + count);
        for (int i = 0; i < count; i++) {
            found[i] = likeliest(logits);
            logits = decoder.next(found[i]);
        }
        return found;
    }

    private static long likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = i != NEVER && logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
