package dev.freehold.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.fixture.MiniLm;
import dev.freehold.engine.weights.SafetensorsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxConversionTest {
    @TempDir
    Path folder;

    @Test
    void sizes_come_from_the_graph() {
        EncoderConfig config = EncoderConfig.read(MiniLm.converted());
        assertThat(config).isEqualTo(new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12, 0));
    }

    @Test
    void matrices_are_turned_and_named_by_the_operation_that_uses_them() {
        OnnxGraph graph = OnnxGraph.read(MiniLm.onnx());
        try (SafetensorsFile converted = SafetensorsFile.open(MiniLm.converted().resolve("model.safetensors"))) {
            assertTurned(graph, "onnx::MatMul_885", converted, "encoder.layer.0.attention.self.query.weight");
            assertTurned(graph, "onnx::MatMul_886", converted, "encoder.layer.0.attention.self.key.weight");
            assertTurned(graph, "onnx::MatMul_895", converted, "encoder.layer.0.attention.output.dense.weight");
            assertTurned(graph, "onnx::MatMul_961", converted, "encoder.layer.5.intermediate.dense.weight");
            assertTurned(graph, "onnx::MatMul_962", converted, "encoder.layer.5.output.dense.weight");
            assertThat(converted
                            .entry("encoder.layer.5.intermediate.dense.weight")
                            .shape())
                    .containsExactly(1536L, 384L);
            assertThat(converted.entry("encoder.layer.5.output.dense.weight").shape())
                    .containsExactly(384L, 1536L);
            assertThat(converted.entries()).hasSize(5 + 6 * 16 + 2);
        }
    }

    @Test
    void a_matrix_that_kept_its_name_is_not_turned() {
        OnnxGraph graph = OnnxGraph.read(MiniLm.onnx());
        FloatBuffer stored =
                graph.initialisers().get("pooler.dense.weight").bytes().asFloatBuffer();
        try (SafetensorsFile converted = SafetensorsFile.open(MiniLm.converted().resolve("model.safetensors"))) {
            assertThat(converted.floats("pooler.dense.weight").asFloatBuffer()).isEqualTo(stored);
        }
    }

    @Test
    void the_same_file_gives_the_same_bytes() throws IOException {
        Path again = folder.resolve("again");
        OnnxConversion.convert(MiniLm.onnx(), MiniLm.tokenizer(), again);
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            assertThat(Files.mismatch(again.resolve(name), MiniLm.converted().resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
        assertThatThrownBy(() -> OnnxConversion.convert(MiniLm.onnx(), MiniLm.tokenizer(), again))
                .hasMessageContaining("target folder must be empty");
    }

    @Test
    void what_is_not_an_encoder_in_onnx_is_refused() throws IOException {
        assertRefused("pickle\u0000\u0001\u0002".getBytes(StandardCharsets.UTF_8), "cannot be read");
        assertRefused(new byte[0], "no graph with weights");
        assertRefused(model(node("x"), tensor("other.weight", false)), "no BERT encoder");
        byte[] whole = model(node("x"), tensor("embeddings.word_embeddings.weight", false));
        assertRefused(Arrays.copyOf(whole, whole.length - 3), "cannot be read");
        assertRefused(whole, "embeddings.position_embeddings.weight is missing");
        assertRefused(model(node("x"), tensor("a", true)), "outside of the ONNX file");
        assertRefused(model(node("x"), tensor("a", false), tensor("a", false)), "two weights");
    }

    private void assertRefused(byte[] onnx, String why) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "x", ".onnx"), onnx);
        assertThatThrownBy(() -> OnnxConversion.convert(file, MiniLm.tokenizer(), folder.resolve("none")))
                .isInstanceOf(MalformedOnnx.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static void assertTurned(OnnxGraph graph, String stored, SafetensorsFile converted, String name) {
        OnnxTensor tensor = graph.initialisers().get(stored);
        int in = tensor.shape().get(0).intValue();
        int out = tensor.shape().get(1).intValue();
        FloatBuffer from = tensor.bytes().asFloatBuffer();
        FloatBuffer to = converted.floats(name).asFloatBuffer();
        for (int i = 0; i < in; i += 7) {
            for (int o = 0; o < out; o += 5) {
                assertThat(to.get(o * in + i)).isEqualTo(from.get(i * out + o));
            }
        }
    }

    private static byte[] model(byte[]... parts) throws IOException {
        return message(out -> {
            ByteArrayOutputStream graph = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                graph.write(part);
            }
            out.writeByteArray(7, graph.toByteArray());
        });
    }

    private static byte[] node(String name) throws IOException {
        byte[] node = message(out -> {
            out.writeString(3, name);
            out.writeString(4, "Add");
        });
        return message(out -> out.writeByteArray(1, node));
    }

    private static byte[] tensor(String name, boolean external) throws IOException {
        byte[] tensor = message(out -> {
            out.writeInt64(1, 1);
            out.writeInt64(1, 2);
            out.writeInt32(2, 1);
            out.writeString(8, name);
            out.writeByteArray(external ? 13 : 9, new byte[8]);
        });
        return message(out -> out.writeByteArray(5, tensor));
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
