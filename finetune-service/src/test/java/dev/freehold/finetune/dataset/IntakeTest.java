package dev.freehold.finetune.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Scanner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private final Intake intake = new Intake(Scanner.standard(), IntakeLimits.largest());

    @Test
    void good_rows_are_taken_in_the_files_order() {
        IntakeOutcome.Accepted accepted = accepted(good());
        assertThat(labelled(accepted)).hasSize(16);
        assertThat(labelled(accepted).get(0)).isEqualTo(new LabelledText("please refund order 0", "refund"));
        assertThat(accepted.duplicates()).isZero();
        assertThat(accepted.findings()).isEmpty();
    }

    @Test
    void windows_line_ends_and_a_missing_last_one_are_fine() {
        String file = String.join("\r\n", good());
        assertThat(intake.read(utf8(file))).isInstanceOf(IntakeOutcome.Accepted.class);
    }

    @Test
    void all_errors_come_back_at_once_each_with_its_line() {
        List<String> lines = good();
        lines.add("{\"text\": \"cut off");
        lines.add("");
        lines.add("[1]");
        lines.add("{\"text\": 7, \"label\": \"refund\"}");
        lines.add("{\"text\": \"  \", \"label\": \"refund\"}");
        lines.add("{\"text\": \"a\", \"label\": \"!\"}");
        lines.add("{\"label\": \"refund\"}");
        lines.add("{\"text\": \"a\", \"label\": \"refund\", \"name\": \"x\"}");
        lines.add("{\"text\": \"a\", \"text\": \"b\", \"label\": \"refund\"}");
        lines.add("{\"text\": \"" + "x".repeat(8_001) + "\", \"label\": \"refund\"}");
        lines.add("{\"text\": \"\\ud800\", \"label\": \"refund\"}");
        lines.add("{\"text\": \"" + "x".repeat(70_000) + "\", \"label\": \"refund\"}");
        lines.add("{\"text\": \"a\", \"label\": \"" + "y".repeat(65) + "\"}");

        IntakeOutcome.Refused refused = refused(utf8(String.join("\n", lines)));

        assertThat(refused.total()).isEqualTo(13);
        assertThat(refused.errors())
                .extracting(InputError::line, InputError::field)
                .containsExactly(
                        tuple(17, "row"),
                        tuple(18, "row"),
                        tuple(19, "row"),
                        tuple(20, "text"),
                        tuple(21, "text"),
                        tuple(22, "label"),
                        tuple(23, "text"),
                        tuple(24, "member 3"),
                        tuple(25, "row"),
                        tuple(26, "text"),
                        tuple(27, "text"),
                        tuple(28, "row"),
                        tuple(29, "label"));
        assertThat(refused.errors()).allSatisfy(error -> {
            assertThat(error.problem()).isNotBlank();
            assertThat(error.fix()).isNotBlank();
        });
    }

    @Test
    void bytes_that_are_no_utf_8_are_told_by_line() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(utf8(String.join("\n", good()) + "\n{\"text\": \"caf"));
        file.write(0xe9);
        file.write(utf8("\", \"label\": \"refund\"}\n"));
        assertThat(refused(file.toByteArray()).errors())
                .extracting(InputError::line, InputError::problem)
                .containsExactly(tuple(17, "not UTF-8"));
    }

    @Test
    void a_hundred_errors_are_listed_and_all_are_counted() {
        IntakeOutcome.Refused refused = refused(utf8("no row\n".repeat(250)));
        assertThat(refused.errors()).hasSize(100);
        // One more: without a good row there are no labels either.
        assertThat(refused.total()).isEqualTo(251);
    }

    @Test
    void errors_never_carry_a_rows_text() {
        List<String> lines = good();
        lines.add("{\"text\": \"anna.muster@example.org\" \"label\": \"refund\"}");
        lines.add("{\"text\": \"anna.muster@example.org\", \"label\": \"refund\", \"anna.muster@example.org\": \"x\"}");
        assertThat(refused(utf8(String.join("\n", lines))).toString()).doesNotContain("anna");
    }

    @Test
    void a_label_needs_eight_rows_that_differ() {
        List<String> lines = good();
        for (int i = 0; i < 7; i++) {
            lines.add(row("lost card " + i, "card"));
        }
        lines.add(row("lost card 0", "card"));
        IntakeOutcome.Refused refused = refused(utf8(String.join("\n", lines)));
        assertThat(refused.errors()).extracting(InputError::field).containsExactly("label");
        assertThat(refused.errors().get(0).problem()).contains("card").contains("7 different rows");
    }

    @Test
    void one_label_is_no_classification() {
        assertThat(refused(utf8(String.join("\n", good().subList(0, 8)))).errors())
                .extracting(InputError::problem)
                .containsExactly("1 different labels");
    }

    @Test
    void a_label_that_names_a_person_is_refused() {
        List<String> lines = good();
        for (int i = 0; i < 8; i++) {
            lines.add(row("call " + i, "call +41 44 668 18 00"));
        }
        IntakeOutcome.Refused refused = refused(utf8(String.join("\n", lines)));
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().get(0).problem()).startsWith("holds personal data");
        assertThat(refused.toString()).doesNotContain("668");
    }

    @Test
    void too_many_bytes_or_rows_are_refused() {
        Intake small = new Intake(Scanner.standard(), new IntakeLimits(2_000, 16));
        List<String> lines = good();
        lines.add(row("one more", "refund"));
        assertThat(small.read(utf8(String.join("\n", lines))))
                .isInstanceOfSatisfying(
                        IntakeOutcome.Refused.class,
                        refused -> assertThat(refused.errors())
                                .extracting(InputError::problem)
                                .containsExactly("more than 16 rows"));
        assertThat(small.read(new byte[2_001])).isInstanceOf(IntakeOutcome.Refused.class);
    }

    @Test
    void personal_data_is_masked_and_counted_by_type() {
        List<String> lines = good();
        lines.add(row("write to anna.muster@example.org or bob@example.org", "refund"));
        IntakeOutcome.Accepted accepted = accepted(lines);

        assertThat(accepted.findings()).containsExactly(new FindingCount("email", "PII", 2));
        assertThat(accepted.masked()).isEqualTo(2);
        assertThat(labelled(accepted).get(16).text()).isEqualTo("write to [EMAIL] or [EMAIL]");
    }

    @Test
    void rows_that_differ_in_masked_values_alone_are_duplicates() {
        List<String> lines = good();
        lines.add(row("write to anna.muster@example.org", "refund"));
        lines.add(row("write to bob@example.org", "refund"));
        lines.add(row("please refund order 0", "refund"));
        lines.add(row("please refund order 0", "greeting"));
        IntakeOutcome.Accepted accepted = accepted(lines);

        assertThat(accepted.duplicates()).isEqualTo(2);
        assertThat(labelled(accepted)).hasSize(18);
        assertThat(accepted.findings()).containsExactly(new FindingCount("email", "PII", 1));
    }

    @Test
    void rows_read_back_as_they_were_written(@TempDir Path folder) throws Exception {
        List<LabelledText> rows = List.of(
                new LabelledText("two\nlines \"quoted\" \u00e9 \ud83d\ude00", "a"), new LabelledText("\u2028", "b"));
        Path file = folder.resolve("rows.jsonl");
        RowFile.write(file, new Rows.Classification(rows));

        assertThat(RowFile.read(file)).isEqualTo(new Rows.Classification(rows));
        assertThat(Files.readString(file))
                .startsWith("{\"label\":\"a\",\"text\":\"two\\nlines")
                .endsWith("\"}\n");
    }

    private IntakeOutcome.Accepted accepted(List<String> lines) {
        IntakeOutcome outcome = intake.read(utf8(String.join("\n", lines) + "\n"));
        assertThat(outcome).isInstanceOf(IntakeOutcome.Accepted.class);
        return (IntakeOutcome.Accepted) outcome;
    }

    private IntakeOutcome.Refused refused(byte[] file) {
        IntakeOutcome outcome = intake.read(file);
        assertThat(outcome).isInstanceOf(IntakeOutcome.Refused.class);
        return (IntakeOutcome.Refused) outcome;
    }

    private static List<String> good() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            lines.add(row("please refund order " + i, "refund"));
        }
        for (int i = 0; i < 8; i++) {
            lines.add(row("good morning " + i, "greeting"));
        }
        return lines;
    }

    private static String row(String text, String label) {
        return "{\"text\": \"" + text + "\", \"label\": \"" + label + "\"}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<LabelledText> labelled(IntakeOutcome.Accepted accepted) {
        return ((Rows.Classification) accepted.rows()).rows();
    }
}
