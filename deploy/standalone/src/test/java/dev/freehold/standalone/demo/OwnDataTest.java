package dev.freehold.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataTest {
    @TempDir
    Path folder;

    @Test
    void names_come_from_the_file_and_what_is_in_it() throws Exception {
        Subject first = OwnData.read(file("Our Tickets (2026).jsonl", rows("")));
        assertThat(first.useCase().orElseThrow()).matches("our-tickets-2026-[0-9a-f]{8}");
        assertThat(first.adapter()).isEqualTo(first.useCase().orElseThrow() + "-classifier");

        Subject changed = OwnData.read(file("Our Tickets (2026).jsonl", rows("x")));
        assertThat(changed.adapter()).isNotEqualTo(first.adapter());
        assertThat(OwnData.name(Path.of("数据.jsonl"), new byte[0])).matches("own-data-[0-9a-f]{8}");
        assertThat(OwnData.name(Path.of("a".repeat(200) + ".jsonl"), new byte[0]) + "-classifier")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void the_question_is_a_text_of_the_data_with_what_is_personal_masked() throws Exception {
        Subject subject = OwnData.read(file("a.jsonl", rows(" write to anna.k@example.com")));
        assertThat(subject.question()).startsWith("late parcel 0").doesNotContain("anna.k");
        assertThat(subject.useCase()).isNotEqualTo(Optional.empty());
    }

    @Test
    void every_mistake_is_told_with_its_line_and_what_to_change() throws IOException {
        Path file = file("bad.jsonl", rows("") + "{\"text\":\"secret words\"}\nnot json\n");
        assertThatThrownBy(() -> OwnData.read(file))
                .isInstanceOf(UnusableData.class)
                .hasMessageContaining(
                        "line 21: label: missing; write {\"text\": \"...\", \"label\": \"...\"} on one line")
                .hasMessageContaining("line 22: row: not valid JSON")
                .hasMessageNotContaining("secret words");
    }

    @Test
    void a_long_list_of_mistakes_is_cut() throws IOException {
        Path file = file("bad.jsonl", rows("") + "{}\n".repeat(30));
        assertThatThrownBy(() -> OwnData.read(file))
                .hasMessageContaining("line 25: label")
                .hasMessageContaining("and 50 more")
                .hasMessageNotContaining("line 26");
    }

    @Test
    void a_folder_and_a_file_that_is_not_there_are_named() {
        assertThatThrownBy(() -> OwnData.read(folder)).hasMessageContaining("is no file");
        assertThatThrownBy(() -> OwnData.read(folder.resolve("gone.jsonl")))
                .hasMessageContaining("gone.jsonl is no file");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String rows(String end) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            String text = i % 2 == 0 ? "late parcel " + i : "wrong sum " + i;
            rows.append("{\"text\":\"%s\",\"label\":\"%s\"}\n".formatted(text + end, i % 2 == 0 ? "delivery" : "bill"));
        }
        return rows.toString();
    }
}
