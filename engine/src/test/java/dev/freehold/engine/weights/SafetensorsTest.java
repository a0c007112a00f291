package dev.freehold.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_back_bit_by_bit() throws IOException {
        float[] matrix = {1, -2.5f, Float.MIN_VALUE, 4, 5, Float.MAX_VALUE};
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(
                        new SafetensorsWriter.Floats("b.weight", List.of(2L, 3L), matrix),
                        new SafetensorsWriter.Floats("empty", List.of(0L, 4L), new float[0]),
                        new SafetensorsWriter.Floats("a", List.of(), new float[] {7})));

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.entries().keySet()).containsExactly("b.weight", "empty", "a");
            assertThat(read.entry("b.weight").shape()).containsExactly(2L, 3L);
            float[] back = new float[6];
            read.floats("b.weight").asFloatBuffer().get(back);
            assertThat(back).containsExactly(matrix);
            assertThat(read.floats("a").getFloat(0)).isEqualTo(7);
            assertThat(read.bytes("empty").remaining()).isZero();
            assertThatThrownBy(() -> read.entry("c"))
                    .isInstanceOf(MalformedWeights.class)
                    .hasMessageContaining("c is missing");
        }
    }

    @Test
    void data_starts_at_a_multiple_of_eight_and_the_framework_is_named() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, List.of(new SafetensorsWriter.Floats("abc", List.of(1L), new float[] {7})));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong() % 8).isZero();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("\"__metadata__\":{\"format\":\"pt\"}");
    }

    @Test
    void bfloat16_and_half_widen_exactly_and_unaligned_floats_are_copied() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0xC0A0)
                .putShort((short) 0x3C00)
                .putShort((short) 0x8001)
                .putFloat(2.5f);
        String header = "{\"h\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]},"
                + "\"f\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[2,6]},"
                + "\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[6,10]}}";
        try (SafetensorsFile read = SafetensorsFile.open(file(header, data.array()))) {
            assertThat(read.floats("h").getFloat(0)).isEqualTo(-5f);
            assertThat(read.floats("f").getFloat(0)).isEqualTo(1f);
            assertThat(read.floats("f").getFloat(4)).isEqualTo(-0x1p-24f);
            assertThat(read.floats("u").getFloat(0)).isEqualTo(2.5f);
        }
        assertThat(Widening.half((short) 0x7C00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Widening.half((short) 0xFBFF)).isEqualTo(-65504f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[]|is not a JSON object",
                "{\"a\":1}|must have dtype, shape and data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|nothing else",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}|unknown dtype F8_E4M3",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|whole number from 0 up",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|whole number from 0 up",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|does not fill its data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}|too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|outside of the 4 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|outside of the 4 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]}}|whole number from 0 up",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|overlaps",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|belong to no tensor",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}|last 2 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|not valid JSON",
                "{\"__metadata__\":{\"a\":1},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|must map texts to texts",
                "{\"\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|name must have",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}|at most 8 numbers",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}|not valid JSON",
                "{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}|not valid JSON"
            })
    void a_broken_header_is_refused_by_name(String header, String why) throws IOException {
        Path file = file(header, new byte[4]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_header_longer_than_the_file_or_the_limit_is_refused_before_it_is_read() throws IOException {
        assertThatThrownBy(() -> SafetensorsFile.open(raw(1L << 40, 8))).hasMessageContaining("header must have 2 to");
        assertThatThrownBy(() -> SafetensorsFile.open(raw(-1, 8))).hasMessageContaining("header must have 2 to");
        assertThatThrownBy(() -> SafetensorsFile.open(raw(1000, 8))).hasMessageContaining("ends inside of its header");
        Path tiny = Files.write(folder.resolve("tiny"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> SafetensorsFile.open(tiny)).hasMessageContaining("shorter than");
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void a_truncated_file_is_refused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}";
        Path file = file(header, new byte[12]);
        assertThatThrownBy(() -> SafetensorsFile.open(file)).hasMessageContaining("outside of the 12 bytes");
    }

    @Test
    void whole_numbers_are_not_computed_with() throws IOException {
        String header = "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        try (SafetensorsFile read = SafetensorsFile.open(file(header, new byte[4]))) {
            assertThatThrownBy(() -> read.floats("a")).hasMessageContaining("must be F32, BF16 or F16");
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return Files.write(Files.createTempFile(folder, "x", ".safetensors"), bytes.array());
    }

    private Path raw(long claimed, int following) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + following)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed);
        return Files.write(Files.createTempFile(folder, "x", ".safetensors"), bytes.array());
    }
}
