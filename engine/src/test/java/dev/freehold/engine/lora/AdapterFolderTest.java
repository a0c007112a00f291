package dev.freehold.engine.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.encoder.Classifier;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.fixture.TinyBert;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of("the apple is red", "a bus", "we and they in the blue car");

    @TempDir
    Path folder;

    @Test
    void an_adapter_is_written_as_peft_writes_it() throws IOException {
        AdapterFolder.save(folder, TinyBert.CONFIG, adapter(List.of("query", "value"), 1));

        JsonNode config = JSON.readTree(folder.resolve("adapter_config.json").toFile());
        assertThat(config).isEqualTo(JSON.readTree("""
                {"peft_type":"LORA","task_type":"SEQ_CLS","base_model_name_or_path":"tiny","r":3,"lora_alpha":6,"lora_dropout":0.1,
                 "bias":"none","fan_in_fan_out":false,"inference_mode":true,"target_modules":["query","value"],"modules_to_save":["pooler","classifier"]}
                """));
        assertThat(Files.readString(folder.resolve("labels.json"))).isEqualTo("[\"no\",\"yes\",\"maybe\"]");
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("adapter_model.safetensors"))) {
            assertThat(file.entries()).hasSize(2 * 2 * 2 + 4);
            assertThat(file.entry("base_model.model.bert.encoder.layer.1.attention.self.query.lora_A.weight")
                            .shape())
                    .containsExactly(3L, 16L);
            assertThat(file.entry("base_model.model.bert.encoder.layer.0.attention.self.value.lora_B.weight")
                            .shape())
                    .containsExactly(16L, 3L);
            assertThat(file.entry("base_model.model.bert.pooler.dense.weight").shape())
                    .containsExactly(16L, 16L);
            assertThat(file.entry("base_model.model.bert.pooler.dense.bias").shape())
                    .containsExactly(16L);
            assertThat(file.entry("base_model.model.classifier.weight").shape()).containsExactly(3L, 16L);
            assertThat(file.entry("base_model.model.classifier.bias").shape()).containsExactly(3L);
        }
    }

    @ParameterizedTest
    @CsvSource({"query value", "dense", "query key value dense"})
    void a_saved_adapter_answers_as_before(String targets) throws IOException {
        Adapter adapter = adapter(List.of(targets.split(" ")), 1);
        AdapterFolder.save(folder.resolve("adapter"), TinyBert.CONFIG, adapter);
        Adapter back = AdapterFolder.load(folder.resolve("adapter"), TinyBert.CONFIG);

        assertThat(back.labels()).isEqualTo(adapter.labels());
        assertThat(back.config()).isEqualTo(adapter.config());
        List<float[]> before = classified(adapter);
        List<float[]> after = classified(back);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(after.get(i)).containsExactly(before.get(i));
            assertThat(after.get(i)[0] + after.get(i)[1] + after.get(i)[2]).isBetween(0.9999f, 1.0001f);
        }
    }

    @Test
    void a_pair_whose_upper_matrix_is_zero_changes_nothing() throws IOException {
        List<float[]> zero = classified(adapter(List.of("query", "value", "dense"), 0));
        List<float[]> other = classified(adapter(List.of("key"), 0));
        List<float[]> filled = classified(adapter(List.of("key"), 1));
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(zero.get(i)).containsExactly(other.get(i));
            assertThat(filled.get(i)).isNotEqualTo(other.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "peft_type, \"IA3\", peft_type must be LORA",
        "task_type, \"CAUSAL_LM\", task_type must be SEQ_CLS",
        "bias, \"all\", bias must be none",
        "fan_in_fan_out, true, fan_in_fan_out is set",
        "use_dora, true, use_dora is set",
        "use_rslora, true, use_rslora is set",
        "layers_to_transform, '[1]', layers_to_transform is set",
        "alpha_pattern, '{\"a\":1}', alpha_pattern is set",
        "r, 0, r must be 1 to",
        "r, 4, has shape",
        "lora_alpha, -1, lora_alpha must be above",
        "target_modules, '[\"query\",\"key\"]', is missing",
        "target_modules, '[\"query\"]', which has no place",
        "target_modules, '[\"embedding\"]', target_modules must be some of",
        "modules_to_save, '[]', modules_to_save must be"
    })
    void an_adapter_that_would_compute_something_else_is_refused(String key, String value, String why)
            throws IOException {
        AdapterFolder.save(folder, TinyBert.CONFIG, adapter(List.of("query", "value"), 1));
        Path file = folder.resolve("adapter_config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        config.set(key, JSON.readTree(value));
        Files.write(file, JSON.writeValueAsBytes(config));
        assertThatThrownBy(() -> AdapterFolder.load(folder, TinyBert.CONFIG)).hasMessageContaining(why);
    }

    @Test
    void what_peft_writes_beside_is_accepted_where_it_has_no_effect() throws IOException {
        AdapterFolder.save(folder, TinyBert.CONFIG, adapter(List.of("query", "value"), 1));
        Path file = folder.resolve("adapter_config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        config.put("use_dora", false).put("init_lora_weights", true).putNull("layers_to_transform");
        config.putObject("rank_pattern");
        Files.write(file, JSON.writeValueAsBytes(config));
        assertThat(AdapterFolder.load(folder, TinyBert.CONFIG).config().rank()).isEqualTo(3);
    }

    @Test
    void labels_that_do_not_fit_are_refused() throws IOException {
        AdapterFolder.save(folder, TinyBert.CONFIG, adapter(List.of("query"), 1));
        assertThatThrownBy(() -> AdapterFolder.save(folder, TinyBert.CONFIG, adapter(List.of("query"), 1)))
                .hasMessageContaining("already holds adapter_config.json");
        for (String labels : List.of("[\"a\",\"b\"]", "[\"a\",\"a\",\"b\"]", "[\"a\"]", "{}", "[\"a\",\"b\",\" \"]")) {
            Files.writeString(folder.resolve("labels.json"), labels);
            assertThatThrownBy(() -> AdapterFolder.load(folder, TinyBert.CONFIG))
                    .isInstanceOf(MalformedAdapter.class);
        }
    }

    private List<float[]> classified(Adapter adapter) throws IOException {
        Path base = folder.resolve("base");
        if (Files.notExists(base)) {
            TinyBert.write(base);
        }
        try (Tensors scope = Tensors.open(1);
                EncoderModel model = EncoderModel.load(scope, base);
                EncoderTokenizer tokenizer = model.tokenizer(32);
                Classifier classifier = adapter.over(scope, model)) {
            return classifier.classify(tokenizer.tokenize(TEXTS).rows());
        }
    }

    /** The classifier's values do not depend on the targets. */
    private static Adapter adapter(List<String> targets, double upper) {
        LoraConfig config = new LoraConfig(3, 6, 0.1, targets, "tiny");
        List<float[]> values = new ArrayList<>();
        for (NamedShape tensor : AdapterLayout.tensors(config, TinyBert.CONFIG, 3)) {
            SplittableRandom random = new SplittableRandom(tensor.name().contains("lora") ? values.size() : 1);
            double size = tensor.name().contains("lora_B") ? upper : 1;
            float[] elements = new float[tensor.elements()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = (float) (size * random.nextGaussian(0, 0.4));
            }
            values.add(elements);
        }
        return new Adapter(config, List.of("no", "yes", "maybe"), values);
    }
}
