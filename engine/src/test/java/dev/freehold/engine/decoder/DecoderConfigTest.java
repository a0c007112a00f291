package dev.freehold.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.fixture.DecoderFolder;
import dev.freehold.engine.fixture.DecoderGolden;
import dev.freehold.engine.script.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderConfigTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama   | model_type | \"gemma\" | model_type must be",
                "llama   | hidden_act | \"gelu\" | hidden_act must be silu",
                "llama   | attention_bias | true | attention_bias must be false",
                "llama   | mlp_bias | true | mlp_bias must be false",
                "llama   | attention_dropout | 0.1 | attention_dropout must be 0",
                "llama   | pretraining_tp | 2 | pretraining_tp must be 1",
                "llama   | hidden_size | \"big\" | hidden_size must be a whole number",
                "llama   | num_key_value_heads | 3 | multiple of num_key_value_heads",
                "llama   | head_dim | 15 | head_dim must be even",
                "llama   | rms_norm_eps | 0 | rms_norm_eps must be",
                "llama   | tie_word_embeddings | \"no\" | tie_word_embeddings must be true or false",
                "llama   | rope_parameters | {\"rope_type\":\"yarn\",\"factor\":4} | rope_type must be default or llama3, is yarn",
                "llama   | rope_parameters | {\"rope_type\":\"default\",\"partial_rotary_factor\":0.5} | partial_rotary_factor",
                "llama   | rope_parameters | {\"rope_type\":\"default\",\"attention_factor\":2} | attention_factor is set",
                "llama   | rope_parameters | {\"rope_type\":\"llama3\",\"factor\":2} | low_freq_factor must be a number",
                "llama   | rope_scaling | {\"type\":\"linear\",\"factor\":2} | cannot both be set",
                "llama   | quantization_config | {\"bits\":4} | quantization_config is set",
                "llama   | auto_map | {\"AutoModel\":\"code.Model\"} | auto_map is set",
                "llama   | logit_scale | 2 | logit_scale is set",
                "mistral | sliding_window | 64 | sliding_window must be null",
                "qwen2   | use_sliding_window | true | use_sliding_window must be false",
                "qwen2   | layer_types | [\"full_attention\",\"sliding_attention\"] | layer_types must all be",
                "qwen3   | attention_bias | true | attention_bias must be false",
                "qwen3   | head_dim | null | head_dim must be a whole number",
            })
    void what_is_not_computed_is_refused_by_name(String model, String key, String value, String why)
            throws IOException {
        JsonNode parsed = JSON.readTree(value);
        DecoderFolder.copy(DecoderGolden.of(model).folder(), folder);
        DecoderFolder.changed(folder, "config.json", root -> root.set(key, parsed));
        assertThatThrownBy(() -> DecoderConfig.read(folder))
                .hasMessageContaining("config.json")
                .hasMessageContaining(why);
    }

    @Test
    void a_window_that_mistral_means_by_silence_is_refused() throws IOException {
        DecoderFolder.copy(DecoderGolden.of("mistral").folder(), folder);
        DecoderFolder.changed(folder, "config.json", root -> root.remove("sliding_window"));
        assertThatThrownBy(() -> DecoderConfig.read(folder)).hasMessageContaining("which means 4096");
    }

    @Test
    void both_spellings_of_the_rotation_are_read() throws IOException {
        DecoderConfig together =
                DecoderConfig.read(DecoderGolden.of("llama-tied").folder());
        DecoderFolder.copy(DecoderGolden.of("llama-tied").folder(), folder);
        DecoderFolder.changed(folder, "config.json", root -> {
            JsonNode parameters = root.remove("rope_parameters");
            root.set("rope_theta", parameters.get("rope_theta"));
            root.set("rope_scaling", parameters);
        });
        assertThat(DecoderConfig.read(folder)).isEqualTo(together);
        assertThat(together.rotary().scaling()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"llama", "llama-tied", "qwen2", "qwen3", "mistral"})
    void what_is_written_reads_as_it_was(String model) throws IOException {
        DecoderConfig config = DecoderConfig.read(DecoderGolden.of(model).folder());
        Files.write(folder.resolve("config.json"), config.json());
        assertThat(DecoderConfig.read(folder)).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({
        "llama, rope_theta, 20000",
        "llama-tied, rope_type, \"default\"",
        "qwen2, rms_norm_eps, 0.01",
        "qwen3, rms_norm_eps, 0.01",
    })
    void another_configuration_fails_the_golden(String model, String key, String value) throws IOException {
        JsonNode parsed = JSON.readTree(value);
        DecoderGolden golden = DecoderGolden.of(model);
        DecoderFolder.copy(golden.folder(), folder);
        DecoderFolder.changed(folder, "config.json", root -> {
            JsonNode rotary = root.get("rope_parameters");
            boolean ofRotary = rotary.has(key);
            if (ofRotary) {
                root.putObject("rope_parameters")
                        .<ObjectNode>set("rope_theta", rotary.get("rope_theta"))
                        .set(key, parsed);
            } else {
                root.set(key, parsed);
            }
        });
        try (Tensors scope = Tensors.open(1);
                DecoderModel base = DecoderModel.load(scope, folder);
                TrainableDecoder decoder = TrainableDecoder.whole(scope, base.config(), DecoderGolden.values(base))) {
            assertThat(DecoderGolden.distance(decoder.logits(scope, golden.texts()), golden.tensor("base_logits")))
                    .isGreaterThan(1e-3);
        }
    }

    @Test
    void end_tokens_come_from_either_file() throws IOException {
        Path model = DecoderFolder.copy(DecoderGolden.of("llama").folder(), folder);
        assertThat(EndTokens.read(model)).isEqualTo(Set.of(2L));
        DecoderFolder.changed(
                folder,
                "generation_config.json",
                root -> root.putArray("eos_token_id").add(5).add(7));
        assertThat(EndTokens.read(model)).isEqualTo(Set.of(5L, 7L));
        Files.delete(folder.resolve("generation_config.json"));
        assertThat(EndTokens.read(model)).isEqualTo(Set.of(2L));
        DecoderFolder.changed(folder, "config.json", root -> root.put("eos_token_id", "end"));
        assertThatThrownBy(() -> EndTokens.read(model)).hasMessageContaining("eos_token_id must be");
    }
}
