package dev.freehold.finetune.files;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Registrar;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.enforcement.redaction.Scanner;
import dev.freehold.finetune.RandomId;
import dev.freehold.finetune.Workspace;
import dev.freehold.finetune.dataset.Intake;
import dev.freehold.finetune.dataset.IntakeOutcome;
import dev.freehold.finetune.dataset.RowFile;
import dev.freehold.finetune.problem.FinetuneProblems;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Takes uploads in: reads, masks, registers the masked rows, and keeps what is known of them. */
@Singleton
class TrainingFiles {
    private static final System.Logger LOG = System.getLogger(TrainingFiles.class.getName());
    private static final int LONGEST_NAME = 64;

    private final Intake intake;
    private final Registrar registrar;
    private final FileStore store;
    private final Workspace workspace;
    private final Clock clock;

    TrainingFiles(Intake intake, Registrar registrar, FileStore store, Workspace workspace, Clock clock) {
        this.intake = intake;
        this.registrar = registrar;
        this.store = store;
        this.workspace = workspace;
        this.clock = clock;
    }

    /**
     * Takes one upload in; on any failure nothing of it is kept.
     *
     * @throws ProblemException naming every error of the rows, or why the registry did not take them
     */
    TrainingFile take(Caller caller, Upload upload) {
        IntakeOutcome outcome = intake.read(upload.content());
        if (outcome instanceof IntakeOutcome.Refused refused) {
            throw new ProblemException(
                    Problem.ofInput(FinetuneProblems.FILE_REFUSED, refused.errors(), refused.total()));
        }
        IntakeOutcome.Accepted accepted = (IntakeOutcome.Accepted) outcome;
        String filename = maskedName(upload.filename());
        DatasetVersion dataset = register(caller, filename, accepted);
        TrainingFile file = new TrainingFile(
                caller.tenant(),
                RandomId.of("file-"),
                filename,
                upload.content().length,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                accepted.rows().kind(),
                accepted.rows().size(),
                accepted.duplicates(),
                accepted.findings(),
                dataset.digest(),
                label(accepted.findings()));
        store.add(file);
        return file;
    }

    private DatasetVersion register(Caller caller, String filename, IntakeOutcome.Accepted accepted) {
        try {
            Path rows = workspace.newFile();
            try {
                RowFile.write(rows, accepted.rows());
                return registrar.registerDataset(
                        caller,
                        datasetName(filename),
                        rows,
                        accepted.rows().size(),
                        accepted.masked(),
                        label(accepted.findings()));
            } finally {
                Workspace.delete(rows);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a dataset was not registered", e);
            throw new ProblemException(FinetuneProblems.REGISTRY_UNAVAILABLE, "The masked rows were not registered.");
        }
    }

    /**
     * In-house rows are internal. The categories that were masked stay on the label although no value is left: the texts
     * are still about people, and whoever judges a model made of them should see that (docs/adr/0014).
     */
    private static Label label(List<FindingCount> findings) {
        List<String> categories = findings.stream().map(FindingCount::category).toList();
        return new Label(Confidentiality.INTERNAL, categories, null, null, null, List.of(), true);
    }

    /** A file's name can name a person too. */
    private static String maskedName(String filename) {
        String last = filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
        String printable = last.replaceAll("\\p{Cntrl}", "");
        String masked = Scanner.standard()
                .mask(printable.substring(0, Math.min(LONGEST_NAME, printable.length())))
                .text();
        return masked.isBlank() ? "rows.jsonl" : masked;
    }

    private static String datasetName(String filename) {
        int dot = filename.lastIndexOf('.');
        String stem = (dot > 0 ? filename.substring(0, dot) : filename).toLowerCase(Locale.ROOT);
        String name = stem.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "rows" : name;
    }
}
