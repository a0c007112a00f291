package dev.freehold.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.freehold.engine.decoder.DecoderModel;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.ClassifierFolder;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.fixture.EncoderGolden;
import dev.freehold.engine.lora.LowRank;
import dev.freehold.engine.script.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterMergeTest {
    @TempDir
    Path folder;

    private static List<String> all() {
        return DecoderGolden.names();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_merged_decoder_computes_what_base_and_adapter_compute(String name) {
        DecoderGolden golden = DecoderGolden.of(name);
        AdapterMerge.decoder(golden.folder(), golden.adapter(), folder.resolve("merged"));
        try (Tensors scope = Tensors.open(1);
                DecoderModel merged = DecoderModel.load(scope, folder.resolve("merged"));
                TrainableDecoder decoder =
                        TrainableDecoder.whole(scope, merged.config(), DecoderGolden.values(merged))) {
            List<float[]> logits = decoder.logits(scope, golden.texts());
            assertThat(DecoderGolden.distance(logits, golden.tensor("adapted_logits")))
                    .isLessThan(1e-4);
            assertThat(DecoderGolden.distance(logits, golden.tensor("merged_logits")))
                    .isLessThan(1e-4);
            assertThat(DecoderGolden.distance(logits, golden.tensor("base_logits")))
                    .isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "adapter-base-pooler", "adapter-dense"})
    void a_merged_classifier_computes_what_base_and_adapter_compute(String name) {
        Path target = folder.resolve("merged");
        try (Tensors scope = Tensors.open(1)) {
            AdapterMerge.encoder(scope, EncoderGolden.folder("base"), EncoderGolden.folder(name), target);
            try (EncoderModel merged = EncoderModel.load(scope, target);
                    Classifier classifier = ClassifierFolder.open(scope, merged)) {
                List<float[]> logits = classifier.logits(EncoderGolden.texts());
                for (int i = 0; i < logits.size(); i++) {
                    assertThat(logits.get(i)).containsExactly(EncoderGolden.logits(name, i), within(1e-4f));
                }
            }
            assertThatThrownBy(() -> AdapterMerge.encoder(
                            scope, EncoderGolden.folder("base"), EncoderGolden.folder(name), target))
                    .hasMessageContaining("already holds config.json");
        }
    }

    @Test
    void what_goes_with_the_model_goes_with_the_merged_one() throws IOException {
        DecoderGolden golden = DecoderGolden.of("llama");
        Path base = DecoderFolder.withWords(golden, folder.resolve("base"));
        Path target = folder.resolve("merged");
        AdapterMerge.decoder(base, golden.adapter(), target);
        assertThat(target.resolve("tokenizer.json")).hasSameBinaryContentAs(base.resolve("tokenizer.json"));
        assertThat(target.resolve("generation_config.json")).exists();
        assertThat(Files.readString(target.resolve("config.json"))).contains("\"dtype\" : \"float32\"");
        assertThatThrownBy(() -> AdapterMerge.decoder(base, golden.adapter(), target))
                .hasMessageContaining("already holds config.json");
        assertThatThrownBy(() -> AdapterMerge.decoder(base, folder, folder.resolve("other")))
                .hasMessageContaining("adapter_config.json is missing");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void a_pair_adds_its_product() {
        LowRank pair = new LowRank(new float[] {1, 2, 3}, new float[] {10, 20}, 1, 0.5);
        assertThat(pair.addedTo(new float[] {1, 1, 1, 1, 1, 1})).containsExactly(6, 11, 16, 11, 21, 31);
        assertThatThrownBy(() -> pair.addedTo(new float[5])).hasMessageContaining("is not 2 by 3");
    }
}
