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
        assertThat(VersionFiles.base(Examples.base(folder, 1))).isEqualTo(1);
    }

    @Test
    void an_adapter_passes() throws Exception {
        Examples.write(folder, "labels.json", "[\"yes\",\"no\"]");
        assertThat(VersionFiles.adapter(Examples.adapter(folder, 8))).isEqualTo(1);
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
    void an_adapter_of_another_kind_is_refused() {
        Examples.adapter(folder, 8);
        Examples.write(folder, "adapter_config.json", "{\"peft_type\":\"PREFIX_TUNING\"}");
        assertThatThrownBy(() -> VersionFiles.adapter(folder))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("peft_type");
    }
}
