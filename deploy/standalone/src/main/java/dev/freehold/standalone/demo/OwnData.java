package dev.freehold.standalone.demo;

import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.finetune.dataset.Intake;
import dev.freehold.finetune.dataset.IntakeLimits;
import dev.freehold.finetune.dataset.IntakeOutcome;
import dev.freehold.finetune.dataset.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A person's own labelled texts, checked as the platform will check them, before anything is started for them. */
public final class OwnData {
    private static final int EPOCHS = 6;
    private static final int ERRORS_SHOWN = 10;
    private static final int LONGEST_NAME = 40;
    private static final int DIGEST_DIGITS = 8;

    private OwnData() {}

    /**
     * Reads a file.
     *
     * @param file JSON Lines: {@code {"text": ..., "label": ...}}
     * @throws UnusableData naming the first lines that are wrong, and what to change
     */
    public static Subject read(Path file) throws IOException, UnusableData {
        if (!Files.isRegularFile(file)) {
            throw new UnusableData(file + " is no file: name a file of lines {\"text\": \"...\", \"label\": \"...\"}");
        }
        if (Files.size(file) > IntakeLimits.LARGEST_FILE_BYTES) {
            throw new UnusableData(file + " is larger than " + IntakeLimits.LARGEST_FILE_BYTES
                    + " bytes: split the file or leave rows out");
        }
        byte[] bytes = Files.readAllBytes(file);
        IntakeOutcome outcome = new Intake(Scanner.standard(), IntakeLimits.largest()).read(bytes);
        if (outcome instanceof IntakeOutcome.Accepted accepted) {
            if (!(accepted.rows() instanceof Rows.Classification labelled)) {
                throw new UnusableData(file + " holds conversations; the demo classifies: name a file of lines "
                        + "{\"text\": \"...\", \"label\": \"...\"}");
            }
            String name = name(file, bytes);
            return new Subject(
                    "data.jsonl",
                    new String(bytes, StandardCharsets.UTF_8),
                    name + "-classifier",
                    Optional.of(name),
                    EPOCHS,
                    labelled.rows().get(0).text());
        }
        throw new UnusableData(explained(file, (IntakeOutcome.Refused) outcome));
    }

    /** Names the file's content too: changed texts are other data, and make another adapter. */
    static String name(Path file, byte[] bytes) {
        String words = String.valueOf(file.getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.[a-z0-9]+$", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = words.substring(0, Math.min(LONGEST_NAME, words.length())).replaceAll("^-+|-+$", "");
        return (cut.isEmpty() ? "own-data" : cut) + "-" + Digest.of(bytes).hex().substring(0, DIGEST_DIGITS);
    }

    private static String explained(Path file, IntakeOutcome.Refused refused) {
        StringBuilder text = new StringBuilder(file + " cannot be used:");
        for (InputError error : refused.errors().stream().limit(ERRORS_SHOWN).toList()) {
            text.append("\n  ")
                    .append(error.line() == null ? "" : "line " + error.line() + ": ")
                    .append(error.field())
                    .append(": ")
                    .append(error.problem())
                    .append("; ")
                    .append(error.fix());
        }
        long more = refused.total() - ERRORS_SHOWN;
        return text + (more > 0 ? "\n  and " + more + " more" : "");
    }
}
