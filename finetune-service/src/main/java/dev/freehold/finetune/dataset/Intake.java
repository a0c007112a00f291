package dev.freehold.finetune.dataset;

import static dev.freehold.finetune.dataset.IntakeLimits.FEWEST_LABELS;
import static dev.freehold.finetune.dataset.IntakeLimits.FEWEST_ROWS_A_LABEL;
import static dev.freehold.finetune.dataset.IntakeLimits.MOST_LABELS;

import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Masked;
import dev.freehold.enforcement.redaction.Scanner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads an uploaded file of classification rows: checks every row, masks personal data, leaves duplicates out.
 *
 * <p>Works in memory alone: what it was given is on no disk before {@link IntakeOutcome.Accepted} hands out masked rows.
 */
public final class Intake {
    private final Scanner scanner;
    private final IntakeLimits limits;

    public Intake(Scanner scanner, IntakeLimits limits) {
        this.scanner = scanner;
        this.limits = limits;
    }

    /** Reads JSON Lines; every error of the file is found in one pass. */
    public IntakeOutcome read(byte[] file) {
        if (file.length > limits.fileBytes()) {
            return new IntakeOutcome.Refused(
                    List.of(InputError.of(
                            "file",
                            file.length + " bytes, more than " + limits.fileBytes(),
                            "split the file or leave rows out")),
                    1);
        }
        return new Reading().read(file);
    }

    /** One pass over one file. */
    private final class Reading {
        private final ErrorList errors = new ErrorList();
        private final RowReader reader = new RowReader(errors);
        private final Set<LabelledText> rows = new LinkedHashSet<>();
        private final Map<String, Integer> labels = new TreeMap<>();
        private final Map<String, FindingCount> findings = new TreeMap<>();
        private int duplicates;

        IntakeOutcome read(byte[] file) {
            int number = 0;
            for (int start = 0; start < file.length; ) {
                int end = endOfLine(file, start);
                number++;
                if (number > limits.rows()) {
                    errors.add(InputError.of(
                            "file", "more than " + limits.rows() + " rows", "leave rows out or split the file"));
                    break;
                }
                row(number, ByteBuffer.wrap(file, start, withoutCarriageReturn(file, start, end) - start));
                start = end + 1;
            }
            checkLabels();
            return errors.isEmpty()
                    ? new IntakeOutcome.Accepted(List.copyOf(rows), duplicates, new ArrayList<>(findings.values()))
                    : errors.refused();
        }

        private void row(int number, ByteBuffer line) {
            reader.read(number, line).ifPresent(parsed -> {
                parsed.label()
                        .filter(label -> !labels.containsKey(label))
                        .ifPresent(label -> refusePersonalData(number, label));
                boolean duplicate = parsed.good() && !keep(parsed);
                if (!duplicate) {
                    // Rows with a bad text still count for their label: one fault is told once.
                    parsed.label().ifPresent(label -> labels.merge(label, 1, Integer::sum));
                }
            });
        }

        private boolean keep(RowReader.Parsed parsed) {
            String label = parsed.label().orElseThrow();
            Masked text = scanner.mask(parsed.text().orElseThrow());
            // Compared after masking: two rows that differ in a masked name alone would leak across the split too.
            if (!rows.add(new LabelledText(text.text(), label))) {
                duplicates++;
                return false;
            }
            FindingCount.of(text.findings()).forEach(this::count);
            return true;
        }

        private void refusePersonalData(int number, String label) {
            List<Finding> found = scanner.mask(label).findings();
            if (!found.isEmpty()) {
                errors.add(InputError.at(
                        number, "label", "holds personal data: " + found.get(0).type(), "name the class otherwise"));
            }
        }

        private void count(FindingCount found) {
            findings.merge(
                    found.type(),
                    found,
                    (a, b) -> new FindingCount(a.type(), a.category(), Math.addExact(a.count(), b.count())));
        }

        private void checkLabels() {
            if (labels.size() < FEWEST_LABELS || labels.size() > MOST_LABELS) {
                errors.add(InputError.of(
                        "label",
                        labels.size() + " different labels",
                        "give " + FEWEST_LABELS + " to " + MOST_LABELS + " different labels"));
                return;
            }
            labels.forEach((label, count) -> {
                if (count < FEWEST_ROWS_A_LABEL) {
                    errors.add(InputError.of(
                            "label",
                            "label " + scanner.mask(label).text() + " has " + count + " different rows",
                            "give it at least " + FEWEST_ROWS_A_LABEL + " or leave the label out"));
                }
            });
        }
    }

    private static int endOfLine(byte[] file, int start) {
        int end = start;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return end;
    }

    private static int withoutCarriageReturn(byte[] file, int start, int end) {
        return end > start && file[end - 1] == '\r' ? end - 1 : end;
    }
}
