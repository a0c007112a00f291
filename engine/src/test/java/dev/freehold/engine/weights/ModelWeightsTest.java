package dev.freehold.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelWeightsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void shards() throws IOException {
        SafetensorsWriter.write(folder.resolve("one.safetensors"), List.of(tensor("a", 1), tensor("b", 2)));
        SafetensorsWriter.write(folder.resolve("two.safetensors"), List.of(tensor("c", 3)));
    }

    @Test
    void shards_read_as_one() throws IOException {
        index("{\"a\":\"one.safetensors\",\"b\":\"one.safetensors\",\"c\":\"two.safetensors\"}");
        try (ModelWeights weights = ModelWeights.open(folder)) {
            assertThat(weights.names()).containsExactly("a", "b", "c");
            assertThat(weights.floats("c").asFloatBuffer().get(0)).isEqualTo(3);
            assertThat(weights.entry("b").shape()).containsExactly(1L);
            assertThatThrownBy(() -> weights.entry("d")).hasMessageContaining("tensor d is missing");
        }
    }

    @Test
    void one_file_goes_before_shards() throws IOException {
        index("{}");
        SafetensorsWriter.write(folder.resolve("model.safetensors"), List.of(tensor("x", 9)));
        try (ModelWeights weights = ModelWeights.open(folder)) {
            assertThat(weights.names()).containsExactly("x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"../one.safetensors\"} | must be a file of its folder",
                "{\"a\":\"one.pt\"} | must be a file of its folder",
                "{\"a\":5} | must be a file of its folder",
                "{\"a\":\"three.safetensors\"} | three.safetensors: cannot be read",
                "{\"c\":\"one.safetensors\"} | tensor c is missing",
                "{\"a\":\"one.safetensors\",\"c\":\"two.safetensors\"} | does not name tensor b",
                "[] | weight_map must be an object"
            })
    void an_index_that_does_not_fit_its_shards_is_refused(String map, String why) throws IOException {
        index(map);
        assertThatThrownBy(() -> ModelWeights.open(folder))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_folder_without_weights_says_so() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> ModelWeights.open(empty)).hasMessageContaining("model.safetensors: cannot be read");
    }

    private void index(String map) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":" + map + "}");
    }

    private static SafetensorsWriter.Floats tensor(String name, float value) {
        return new SafetensorsWriter.Floats(name, List.of(1L), new float[] {value});
    }
}
