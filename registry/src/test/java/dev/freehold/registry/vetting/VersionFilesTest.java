package dev.freehold.registry.vetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.registry.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_of_whole_weights_passes() throws Exception {
        assertThat(VersionFiles.base(Examples.base(folder, 1)).tensors()).containsOnlyKeys("weight");
    }

    @Test
    void an_adapter_passes() throws Exception {
        Examples.write(folder, "labels.json", "[\"yes\",\"no\"]");
        assertThat(VersionFiles.adapter(Examples.adapter(folder, 8)).tensors()).hasSize(1);
    }

    @Test
    void a_missing_file_is_named() {
        Examples.write(folder, "config.json", "{}");
        assertThatThrownBy(() -> VersionFiles.base(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void a_file_of_another_kind_is_refused() {
        Examples.base(folder, 1);
        Examples.write(folder, "modeling.py", "import os");
        assertThatThrownBy(() -> VersionFiles.base(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("modeling.py");
    }

    @Test
    void a_link_is_refused() throws IOException {
        Examples.base(folder, 1);
        Files.createSymbolicLink(folder.resolve("more.json"), folder.resolve("config.json"));
        assertThatThrownBy(() -> VersionFiles.base(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no plain file");
    }

    @Test
    void weights_whose_tensors_do_not_fill_the_file_are_refused() {
        Examples.base(folder, 1);
        Examples.safetensors(folder.resolve("model.safetensors"), Examples.FOUR_FLOATS, new byte[17]);
        assertThatThrownBy(() -> VersionFiles.base(folder)).isInstanceOf(Refused.class);
    }

    @Test
    void a_pickle_that_calls_itself_safetensors_is_refused() throws IOException {
        Examples.base(folder, 1);
        Files.write(folder.resolve("model.safetensors"), new byte[] {(byte) 0x80, 4, 'N', '.', 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> VersionFiles.base(folder)).isInstanceOf(Refused.class);
    }

    @Test
    void shards_are_one_model_if_their_index_says_so_exactly() throws Exception {
        Files.delete(Examples.base(folder, 1).resolve("model.safetensors"));
        String two = Examples.FOUR_FLOATS.replace("weight", "bias");
        Examples.safetensors(folder.resolve("model-00001-of-00002.safetensors"), Examples.FOUR_FLOATS, new byte[16]);
        Examples.safetensors(folder.resolve("model-00002-of-00002.safetensors"), two, new byte[16]);
        index("\"weight\":\"model-00001-of-00002.safetensors\",\"bias\":\"model-00002-of-00002.safetensors\"");
        Weights weights = VersionFiles.base(folder);
        assertThat(weights.tensors()).containsOnlyKeys("weight", "bias");
        assertThat(weights.files()).isEqualTo(2);
        assertThat(weights.parameters()).isEqualTo(8);

        index("\"weight\":\"model-00001-of-00002.safetensors\"");
        refused("does not name exactly the .safetensors files");
        index("\"weight\":\"model-00001-of-00002.safetensors\",\"other\":\"model-00002-of-00002.safetensors\"");
        refused("does not name exactly the tensors");
        Examples.safetensors(folder.resolve("model-00002-of-00002.safetensors"), Examples.FOUR_FLOATS, new byte[16]);
        refused("is in two files");
        Files.delete(folder.resolve("model.safetensors.index.json"));
        refused("model.safetensors is missing");
    }

    private void index(String map) {
        Examples.write(folder, "model.safetensors.index.json", "{\"weight_map\":{" + map + "}}");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> VersionFiles.base(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_text_that_is_no_text_is_refused() throws IOException {
        Files.write(Examples.base(folder, 1).resolve("chat_template.jinja"), new byte[] {(byte) 0xc3, (byte) 0x28});
        refused("chat_template.jinja is not text");
    }

    @Test
    void an_adapter_of_another_kind_is_refused() {
        Examples.adapter(folder, 8);
        Examples.write(folder, "adapter_config.json", "{\"peft_type\":\"PREFIX_TUNING\"}");
        assertThatThrownBy(() -> VersionFiles.adapter(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("peft_type");
    }
}
