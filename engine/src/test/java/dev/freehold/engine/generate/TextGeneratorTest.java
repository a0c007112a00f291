package dev.freehold.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.engine.decoder.CachedDecoder;
import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.DecoderTokenizer;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.GeneratedText.Finish;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.PieceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextGeneratorTest {
    private static final DecoderGolden GOLDEN = DecoderGolden.of("llama");
    private static final long[] PROMPT = GOLDEN.texts().get(0);
    private static final long[] GREEDY = GOLDEN.ids("base_greedy");
    private static Tensors scope;
    private static DecoderModel base;
    private static DecoderTokenizer tokenizer;
    private static CachedDecoder decoder;

    @TempDir
    static Path folder;

    @BeforeAll
    static void open() throws IOException {
        DecoderFolder.withWords(GOLDEN, folder.resolve("llama"));
        scope = Tensors.open(1);
        base = DecoderModel.load(scope, folder.resolve("llama"));
        tokenizer = DecoderTokenizer.open(folder.resolve("llama"), base.config().vocabulary());
        decoder = new CachedDecoder(scope, base, Optional.empty());
    }

    @AfterAll
    static void close() {
        decoder.close();
        tokenizer.close();
        base.close();
        scope.close();
    }

    @Test
    void the_pieces_are_the_text_and_the_text_is_the_tokens() {
        List<String> pieces = new ArrayList<>();
        GeneratedText text = generate(spec(10, 0, List.of(), null), Set.of(), piece -> pieces.add(piece));
        assertThat(text.text()).isEqualTo(DecoderFolder.words(Arrays.copyOf(GREEDY, 10)));
        assertThat(String.join("", pieces)).isEqualTo(text.text());
        assertThat(text.finish()).isEqualTo(Finish.LENGTH);
        assertThat(text.promptTokens()).isEqualTo(PROMPT.length);
        assertThat(text.completionTokens()).isEqualTo(10);
    }

    @Test
    void an_end_token_ends_and_is_no_text() {
        GeneratedText text = generate(spec(10, 0, List.of(), null), Set.of(GREEDY[3]), PieceSink.NONE);
        assertThat(text.text()).isEqualTo(DecoderFolder.words(Arrays.copyOf(GREEDY, 3)));
        assertThat(text.finish()).isEqualTo(Finish.STOP);
        assertThat(text.completionTokens()).isEqualTo(4);
    }

    @Test
    void a_stop_text_over_two_tokens_ends_before_it() {
        String stop = ("w" + GREEDY[2] + " w" + GREEDY[3]).substring(1);
        List<String> pieces = new ArrayList<>();
        GeneratedText text = generate(spec(10, 0, List.of(stop), null), Set.of(), pieces::add);
        String before = DecoderFolder.words(Arrays.copyOf(GREEDY, 2)) + " w";
        assertThat(text.text()).isEqualTo(before);
        assertThat(String.join("", pieces)).isEqualTo(before);
        assertThat(text.finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void a_sink_that_wants_no_more_ends_between_two_tokens() {
        List<String> pieces = new ArrayList<>();
        GeneratedText text = generate(spec(20, 0, List.of(), null), Set.of(), piece -> {
            pieces.add(piece);
            return pieces.size() < 3;
        });
        assertThat(text.finish()).isEqualTo(Finish.CANCELLED);
        assertThat(text.completionTokens()).isEqualTo(3);
        assertThat(text.text()).isEqualTo(String.join("", pieces));
    }

    @Test
    void one_seed_gives_one_text() {
        GeneratedText one = generate(spec(20, 1.2, List.of(), 5L), Set.of(), PieceSink.NONE);
        GeneratedText same = generate(spec(20, 1.2, List.of(), 5L), Set.of(), PieceSink.NONE);
        GeneratedText other = generate(spec(20, 1.2, List.of(), 6L), Set.of(), PieceSink.NONE);
        assertThat(same).isEqualTo(one);
        assertThat(other.text()).isNotEqualTo(one.text());
    }

    @Test
    void the_models_positions_end_a_text_and_refuse_a_longer_prompt() {
        long[] long120 = new long[120];
        Arrays.fill(long120, 9);
        GenerationSpec spec = spec(100, 0, List.of(), null);
        TextGenerator generator = new TextGenerator(decoder, tokenizer, Set.of());
        GeneratedText text = generator.generate(long120, spec, PieceSink.NONE);
        assertThat(text.completionTokens()).isEqualTo(8);
        assertThat(text.finish()).isEqualTo(Finish.LENGTH);
        assertThatThrownBy(() -> generator.generate(new long[128], spec, PieceSink.NONE))
                .hasMessageContaining("128 tokens, the model takes 1 to 127");
        assertThatThrownBy(() -> generator.generate(new long[0], spec, PieceSink.NONE))
                .hasMessageContaining("0 tokens");
    }

    private static GeneratedText generate(GenerationSpec spec, Set<Long> ends, PieceSink sink) {
        return new TextGenerator(decoder, tokenizer, ends).generate(PROMPT, spec, sink);
    }

    private static GenerationSpec spec(int most, double temperature, List<String> stop, Long seed) {
        return new GenerationSpec(new GenerationSpec.Prompt.Text("unused"), most, temperature, 0.9, stop, seed);
    }
}
