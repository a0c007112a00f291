package dev.freehold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
    private static final String ROWS = "{\"text\":\"a\"}\n";
    private static final String HEX =
            Digest.of(ROWS.getBytes(StandardCharsets.UTF_8)).hex();
    private static final String INDEX =
            """
            {"models":[{"folder":"models/m/1","files":[{"path":"config.json","sha256":"%s"}]}],
             "datasets":[{"digest":"sha256:%s"}]}
            """.formatted(Digest.of("{}".getBytes(StandardCharsets.UTF_8)).hex(), HEX);

    private final Progress quiet = new Progress(new PrintWriter(new StringWriter()));

    @TempDir
    Path folder;

    @Test
    void what_came_whole_is_listed_with_its_digests() throws IOException {
        ExportFolder export = unpacked("{}", ROWS);
        assertThat(export.checkIndex()).isEmpty();
        assertThat(export.finish().files()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("out/SHA256SUMS"))).contains(HEX + "  datasets/" + HEX + ".jsonl");
    }

    @Test
    void one_byte_too_many_in_a_model_or_a_dataset_is_named_and_the_rest_stays() throws IOException {
        ExportFolder export = unpacked("{} ", ROWS);
        assertThat(export.checkIndex()).containsExactly("models/m/1/config.json");
        assertThat(folder.resolve("out/models/m/1/config.json")).doesNotExist();
        assertThat(export.finish().files()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("out/SHA256SUMS")))
                .contains(HEX)
                .doesNotContain("config.json");
        folder = folder.resolve("second");
        assertThat(unpacked("{}", ROWS + " ").checkIndex()).containsExactly("datasets/" + HEX + ".jsonl");
    }

    @Test
    void a_file_that_did_not_come_at_all_is_named() throws IOException {
        ExportFolder export = ExportFolder.create(folder.resolve("out"));
        export.unpack(zip(Map.of("registry.json", INDEX, "models/m/1/config.json", "{}")), "", quiet);
        assertThat(export.checkIndex()).containsExactly("datasets/" + HEX + ".jsonl");
    }

    @Test
    void a_file_that_would_lie_outside_is_not_written() throws IOException {
        ExportFolder export = ExportFolder.create(folder.resolve("out"));
        ByteArrayInputStream zip = zip(Map.of("../outside", "x"));
        assertThatThrownBy(() -> export.unpack(zip, "", quiet)).hasMessageContaining("outside of the folder");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void an_archive_is_read_to_its_last_byte() throws IOException {
        Map<String, String> many = IntStream.range(0, 40)
                .boxed()
                .collect(Collectors.toMap(number -> "a-file-with-a-long-name-" + number, String::valueOf));
        ByteArrayInputStream zip = zip(many);
        ExportFolder.create(folder.resolve("out")).unpack(zip, "", quiet);
        assertThat(zip.available())
                .as("bytes left, for which its connection would be closed")
                .isZero();
    }

    @Test
    void a_folder_with_something_in_it_is_left_as_it_is() throws IOException {
        Files.writeString(folder.resolve("mine"), "x");
        assertThatThrownBy(() -> ExportFolder.create(folder)).hasMessageContaining("not empty");
        assertThatThrownBy(() -> ExportFolder.create(folder.resolve("mine"))).hasMessageContaining("is a file");
    }

    private ExportFolder unpacked(String config, String rows) throws IOException {
        ExportFolder export = ExportFolder.create(folder.resolve("out"));
        export.unpack(
                zip(Map.of(
                        "registry.json", INDEX, "models/m/1/config.json", config, "datasets/" + HEX + ".jsonl", rows)),
                "",
                quiet);
        return export;
    }

    private static ByteArrayInputStream zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
