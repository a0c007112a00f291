package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Scanner;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an uploaded training file: checks every row, masks personal data, leaves duplicates out. The first row says of which
 * kind all are.
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
        private final LineReader lines = new LineReader(errors);
        private final Mask mask = new Mask(scanner);
        private @Nullable RowTaker taker;

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
            RowTaker rows = taker == null ? new LabelledRows(errors, mask) : taker;
            rows.end();
            return errors.isEmpty()
                    ? new IntakeOutcome.Accepted(rows.rows(), rows.duplicates(), mask.counts())
                    : errors.refused();
        }

        private void row(int number, ByteBuffer line) {
            int bytes = taker == null ? IntakeLimits.CHAT_LINE_BYTES : taker.lineBytes();
            Optional<JsonNode> read = lines.read(number, line, bytes);
            read.ifPresent(row -> {
                RowTaker kind = taker;
                if (kind == null) {
                    kind = row.has(ChatRows.MESSAGES) ? new ChatRows(errors, mask) : new LabelledRows(errors, mask);
                    taker = kind;
                }
                kind.take(number, row);
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
