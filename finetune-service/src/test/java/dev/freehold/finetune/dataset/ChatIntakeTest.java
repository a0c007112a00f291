package dev.freehold.finetune.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Scanner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatIntakeTest {
    @TempDir
    private Path folder;

    @Test
    void chat_rows_are_taken_in_and_read_back() throws Exception {
        IntakeOutcome.Accepted accepted = accepted(rows());
        assertThat(accepted.rows().kind()).isEqualTo(RowKind.CHAT);
        assertThat(accepted.rows().size()).isEqualTo(12);
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, accepted.rows());
        assertThat(RowFile.read(file)).isEqualTo(accepted.rows());
        assertThat(file).content().startsWith("{\"messages\":[{\"content\":\"question 0\",\"role\":\"user\"}");
    }

    @Test
    void personal_data_is_masked_in_every_turn_and_counted() {
        List<String> lines = rows();
        lines.add(messages(
                turn("system", "You serve anna.muster@example.org."),
                turn("user", "I am ben@example.org."),
                turn("assistant", "Hello ben@example.org!")));
        IntakeOutcome.Accepted accepted = accepted(lines);
        Conversation masked = ((Rows.Chat) accepted.rows()).rows().get(12);
        assertThat(masked.messages()).extracting(Conversation.Turn::content).allMatch(text -> text.contains("[EMAIL]"));
        assertThat(accepted.masked()).isEqualTo(3);
        assertThat(masked.toString()).doesNotContain("Hello");
    }

    @Test
    void rows_that_are_equal_after_masking_are_left_out() {
        List<String> lines = rows();
        lines.add(messages(turn("user", "Mail a@example.org"), turn("assistant", "done")));
        lines.add(messages(turn("user", "Mail b@example.org"), turn("assistant", "done")));
        assertThat(accepted(lines).duplicates()).isEqualTo(1);
        assertThat(accepted(lines).masked()).isEqualTo(1);
    }

    @Test
    void every_fault_is_told_with_line_place_and_fix() {
        List<String> lines = rows();
        lines.add(messages(turn("user", "a")));
        lines.add(messages(turn("user", "a"), turn("user", "b"), turn("assistant", "c")));
        lines.add(messages(turn("assistant", "a")));
        lines.add(messages(turn("user", "a"), turn("system", "b"), turn("assistant", "c")));
        lines.add(messages(turn("user", " "), turn("robot", "c")));
        lines.add(messages(turn("user", "x".repeat(8_001)), turn("assistant", "c")));
        lines.add("{\"messages\":[{\"role\":\"user\",\"content\":7,\"name\":\"x\"},\"hello\"]}");
        lines.add("{\"messages\":[]}");
        lines.add("{\"messages\":[],\"tools\":[]}");
        lines.add("{\"text\":\"a\",\"label\":\"b\"}");
        lines.add("{\"turns\":[]}");
        lines.add(messages(
                turn("user", "x".repeat(8_000)),
                turn("assistant", "x".repeat(8_000)),
                turn("user", "x".repeat(8_000)),
                turn("assistant", "x".repeat(8_000)),
                turn("user", "x"),
                turn("assistant", "x")));

        IntakeOutcome.Refused refused = (IntakeOutcome.Refused) read(lines);

        assertThat(refused.errors())
                .extracting(InputError::line, InputError::field)
                .containsExactly(
                        tuple(13, "messages"),
                        tuple(14, "messages[1].role"),
                        tuple(15, "messages[0].role"),
                        tuple(16, "messages[1].role"),
                        tuple(17, "messages[0].content"),
                        tuple(17, "messages[1].role"),
                        tuple(18, "messages[0].content"),
                        tuple(19, "messages[0], member 3"),
                        tuple(19, "messages[0].content"),
                        tuple(19, "messages[1]"),
                        tuple(20, "messages"),
                        tuple(21, "member 2"),
                        tuple(21, "messages"),
                        tuple(22, "row"),
                        tuple(23, "messages"),
                        tuple(24, "messages"));
        assertThat(refused.errors()).allMatch(error -> !error.fix().isBlank());
        assertThat(refused.total()).isEqualTo(16);
    }

    @Test
    void the_first_row_says_of_which_kind_all_are() {
        List<String> lines = new ArrayList<>(List.of("{\"text\":\"a\",\"label\":\"b\"}"));
        lines.addAll(rows());
        assertThat(((IntakeOutcome.Refused) read(lines)).errors().get(0))
                .isEqualTo(InputError.at(
                        2, "row", "a chat row among classification rows", "put each kind into a file of its own"));
    }

    @Test
    void too_few_conversations_are_refused() {
        assertThat(((IntakeOutcome.Refused) read(rows().subList(0, 9))).errors())
                .containsExactly(InputError.of("file", "9 different rows", "give at least 10 chat rows"));
    }

    private static IntakeOutcome.Accepted accepted(List<String> lines) {
        return (IntakeOutcome.Accepted) read(lines);
    }

    private static IntakeOutcome read(List<String> lines) {
        return new Intake(Scanner.standard(), IntakeLimits.largest())
                .read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(messages(turn("user", "question " + i), turn("assistant", "answer " + i)));
        }
        return lines;
    }

    private static String messages(String... turns) {
        return "{\"messages\":[" + String.join(",", turns) + "]}";
    }

    private static String turn(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
    }
}
