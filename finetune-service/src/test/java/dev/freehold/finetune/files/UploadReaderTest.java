package dev.freehold.finetune.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.finetune.dataset.IntakeLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadReaderTest {
    @Test
    void a_large_file_arrives_as_it_was_sent() {
        byte[] file = rows(5_000);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = """
                --b
                Content-Disposition: form-data; name="purpose"

                fine-tune
                --b
                Content-Disposition: form-data; name="file"; filename="r.jsonl"
                Content-Type: application/jsonl

                """;
        body.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

        Upload upload = new UploadReader(IntakeLimits.largest())
                .read("multipart/form-data; boundary=b", new ByteArrayInputStream(body.toByteArray()));

        assertThat(upload.content()).isEqualTo(file);
        assertThat(upload.filename()).isEqualTo("r.jsonl");
    }

    private static byte[] rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append("{\"text\":\"row ")
                    .append(i)
                    .append(" mail anna")
                    .append(i)
                    .append("@example.org or call +41 44 668 18 00 ")
                    .append("word and more ".repeat(40))
                    .append("\",\"label\":\"l")
                    .append(i % 3)
                    .append("\"}\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }
}
