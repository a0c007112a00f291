package dev.freehold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path temporary;

    @Test
    void a_folder_is_packed_as_it_is_read_and_what_is_no_part_of_a_model_is_left_out() throws IOException {
        Path folder = folder("My Tiny_Model", "config.json", "model.safetensors", "tokenizer.json", "README.md");
        for (String extra : List.of("pytorch_model.bin", "model.onnx", "train.py", ".gitattributes", "LICENSE")) {
            Files.writeString(folder.resolve(extra), "x");
        }
        Files.createDirectory(folder.resolve("onnx"));
        ModelFolder model = ModelFolder.of(folder);
        assertThat(model.leftOut()).containsExactly("LICENSE", "model.onnx", "onnx/", "pytorch_model.bin", "train.py");
        assertThat(model.name()).contains("my-tiny_model");
        assertThat(model.bytes()).isEqualTo(4L * "content".length());
        List<String> packed = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(model.zip())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                packed.add(entry.getName());
                assertThat(new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo("content");
            }
        }
        assertThat(packed).containsExactly("README.md", "config.json", "model.safetensors", "tokenizer.json");
    }

    @Test
    void a_file_that_cannot_be_read_breaks_the_archive_rather_than_shortening_it() throws IOException {
        Path folder = folder("broken", "config.json", "model.safetensors", "tokenizer.json");
        ModelFolder model = ModelFolder.of(folder);
        Files.delete(folder.resolve("tokenizer.json"));
        assertThatThrownBy(() -> model.zip().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void a_folder_without_a_model_is_named() throws IOException {
        Path empty = folder("empty", "config.json");
        assertThatThrownBy(() -> ModelFolder.of(empty)).hasMessageContaining("there is no model in " + empty);
        assertThatThrownBy(() -> ModelFolder.of(temporary.resolve("absent"))).hasMessageContaining("no folder");
    }

    @Test
    void the_licence_is_what_the_card_says() throws IOException {
        Path folder = folder("carded", "model.safetensors");
        assertThat(ModelFolder.of(folder).licence()).isEmpty();
        Files.writeString(folder.resolve("README.md"), "---\ntags: [x]\nlicense: apache-2.0\n---\n");
        assertThat(ModelFolder.of(folder).licence()).contains("apache-2.0");
    }

    private Path folder(String name, String... files) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        for (String file : files) {
            Files.writeString(folder.resolve(file), "content");
        }
        return folder;
    }
}
