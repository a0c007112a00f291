package dev.freehold.registry.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.registry.vetting.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
    private static final byte[] ONNX = {8, 7, 18, 0};
    private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PICKLE = {(byte) 0x80, 4, 'N', '.', 'x'};

    @TempDir
    Path folder;

    private final ModelArchive archives = new ModelArchive(8 << 20);

    @Test
    void the_one_model_and_the_one_tokenizer_are_taken_under_names_of_our_own() throws Exception {
        ModelArchive.Unpacked unpacked = unpack(Map.of(
                "deep/all-minilm.onnx",
                ONNX,
                "all-minilm-tokenizer.json",
                JSON,
                "A.class",
                ONNX,
                "META-INF/x.pom",
                JSON));
        assertThat(unpacked)
                .isEqualTo(
                        new ModelArchive.Unpacked.Onnx(out().resolve("model.onnx"), out().resolve("tokenizer.json")));
        assertThat(out().resolve("model.onnx")).hasBinaryContent(ONNX);
        assertThat(out().resolve("tokenizer.json")).hasBinaryContent(JSON);
        assertThat(out()).isDirectoryNotContaining("regex:.*(class|pom)");
    }

    @Test
    void entries_that_point_out_of_the_archive_are_refused() {
        for (String name : new String[] {"../model.onnx", "a/../../model.onnx", "/model.onnx", "c:\\model.onnx"}) {
            refuses(Map.of(name, ONNX, "tokenizer.json", JSON), "points out of the archive");
        }
    }

    @Test
    void a_pickle_is_refused_by_its_opcodes_whatever_its_name() {
        for (String name : new String[] {"model.onnx", "README", "META-INF/LICENSE", "pytorch_model.bin"}) {
            refuses(Map.of(name, PICKLE), "is a pickle");
        }
    }

    @Test
    void a_pickle_that_stops_far_from_its_start_is_refused() {
        byte[] pickle = new byte[200_000];
        pickle[0] = 'B';
        pickle[1] = (byte) (199_994 & 0xff);
        pickle[2] = (byte) (199_994 >> 8 & 0xff);
        pickle[3] = (byte) (199_994 >> 16);
        pickle[199_999] = '.';
        refuses(Map.of("model.onnx", pickle), "is a pickle");
    }

    @Test
    void a_transformers_folder_is_taken_at_the_top_or_one_folder_deep_and_what_is_about_it_is_left_behind()
            throws Exception {
        for (String folder : new String[] {"", "tiny/"}) {
            ModelArchive.Unpacked unpacked = unpack(Map.of(
                    folder + "config.json", JSON,
                    folder + "model-00001-of-00002.safetensors", ONNX,
                    folder + "model-00002-of-00002.safetensors", ONNX,
                    folder + "tokenizer.json", JSON,
                    folder + "README.md", JSON,
                    folder + "LICENSE", JSON,
                    folder + "1_Pooling/config.json", JSON,
                    folder + ".gitattributes", JSON));
            assertThat(unpacked).isEqualTo(new ModelArchive.Unpacked.Transformers(out()));
            assertThat(out().toFile().list())
                    .containsExactlyInAnyOrder(
                            "README.md",
                            "config.json",
                            "model-00001-of-00002.safetensors",
                            "model-00002-of-00002.safetensors",
                            "tokenizer.json");
        }
    }

    @Test
    void a_model_that_comes_twice_is_refused() {
        refuses(
                Map.of("model.onnx", ONNX, "model.safetensors", ONNX, "tokenizer.json", JSON),
                "brings the model twice");
    }

    @Test
    void code_and_weights_of_other_kinds_are_refused_by_name() {
        for (String name : new String[] {
            "modeling_llama.py",
            "a/b/config.json",
            "adapter.safetensors",
            "model.gguf",
            "tf_model.h5",
            "config.json.bak"
        }) {
            refuses(Map.of(name, JSON), name + " is of no kind that is taken");
        }
    }

    @Test
    void an_archive_within_the_archive_is_refused() {
        refuses(Map.of("model.pt", Archives.zip(Map.of("data.pkl", PICKLE))), "archive within the archive");
    }

    @Test
    void an_entry_of_no_known_kind_is_refused_by_name() {
        refuses(Map.of("setup.py", JSON), "setup.py is of no kind that is taken");
    }

    @Test
    void an_archive_that_unpacks_to_many_times_its_size_is_refused() {
        refuses(Map.of("model.onnx", new byte[4 << 20]), "100 times its size");
    }

    @Test
    void an_archive_that_unpacks_beyond_the_bound_is_refused() {
        byte[] noise = new byte[9 << 20];
        new java.util.Random(1).nextBytes(noise);
        noise[0] = 8;
        refuses(Map.of("model.onnx", noise), "more than 8388608 bytes");
    }

    @Test
    void an_archive_of_too_many_entries_is_refused() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i <= 1000; i++) {
            entries.put("README" + i, JSON);
        }
        refuses(entries, "more than 1000 entries");
    }

    @Test
    void an_archive_needs_one_of_each() {
        refuses(Map.of("model.onnx", ONNX), "lacks a tokenizer.json");
        refuses(Map.of("tokenizer.json", JSON), "lacks a .onnx file");
        refuses(new LinkedHashMap<>(Map.of("a.onnx", ONNX, "b.onnx", ONNX)), "second of its kind");
    }

    @Test
    void what_is_no_archive_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("archive"), "<html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> archives.unpack(file, out()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("lacks a .onnx");
    }

    private void refuses(Map<String, byte[]> entries, String why) {
        assertThatThrownBy(() -> unpack(entries)).isInstanceOf(Refused.class).hasMessageContaining(why);
    }

    private ModelArchive.Unpacked unpack(Map<String, byte[]> entries) throws IOException, Refused {
        dev.freehold.registry.files.Folders.delete(out());
        return archives.unpack(Files.write(folder.resolve("archive"), Archives.zip(entries)), out());
    }

    private Path out() {
        return folder.resolve("out");
    }
}
