package dev.freehold.engine.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceEmbedderTest {
    private static final List<String> TEXTS = List.of(
            "the apple is red",
            "a",
            "we and you and they in the blue car on the green train",
            "plum",
            "unknown words here");

    @TempDir
    Path folder;

    @Test
    void padding_changes_no_embedding() throws IOException {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, TinyBert.write(folder));
                EncoderTokenizer tokenizer = model.tokenizer(512);
                SentenceEmbedder embedder = new SentenceEmbedder(scope, model)) {
            TokenizedTexts texts = tokenizer.tokenize(TEXTS);
            List<float[]> together = embedder.embed(texts.rows());
            for (int i = 0; i < TEXTS.size(); i++) {
                float[] alone = embedder.embed(List.of(texts.rows().get(i))).get(0);
                assertThat(together.get(i)).containsExactly(alone, Offset.offset(1e-5f));
            }
            assertThat(together.get(0)).isNotEqualTo(together.get(3));
        }
    }

    @Test
    void the_tokenizers_own_limit_does_not_hold() throws IOException {
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, TinyBert.write(folder));
                EncoderTokenizer tokenizer = model.tokenizer(10)) {
            TokenizedTexts texts = tokenizer.tokenize(TEXTS);
            assertThat(texts.rows().get(0)).containsExactly(2, 13, 7, 15, 4, 3);
            assertThat(texts.rows().get(2)).hasSize(10).endsWith(3);
            assertThat(texts.truncated()).isEqualTo(1);
        }
    }

    @Test
    void a_weight_of_another_shape_is_refused() throws IOException {
        TinyBert.write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                List.of(new SafetensorsWriter.Floats(
                        "embeddings.word_embeddings.weight", List.of(2L, 16L), new float[32])));
        try (Tensors scope = Tensors.open(1)) {
            assertThatThrownBy(() -> EncoderModel.load(scope, folder))
                    .isInstanceOf(UnsupportedModel.class)
                    .hasMessageContaining("has shape [2, 16], config.json asks for [24, 16]");
        }
    }

    @Test
    void a_plan_bounds_rows_and_places() {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new long[i % 2 == 0 ? 500 : 3]);
        }
        List<List<Integer>> plan = Batch.plan(rows);
        assertThat(plan.stream().mapToInt(List::size).sum()).isEqualTo(100);
        for (List<Integer> group : plan) {
            int width = group.stream().mapToInt(i -> rows.get(i).length).max().orElseThrow();
            assertThat(group.size()).isLessThanOrEqualTo(32);
            assertThat(group.size() * width).isLessThanOrEqualTo(4096);
        }
    }
}
