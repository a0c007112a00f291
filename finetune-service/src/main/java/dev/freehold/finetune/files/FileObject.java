package dev.freehold.finetune.files;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.dataset.RowKind;
import java.util.List;

/**
 * A file on the OpenAI wire.
 *
 * @param createdAt seconds since 1970
 * @param freehold what intake found; not part of OpenAI's shape
 */
public record FileObject(
        String id,
        String object,
        long bytes,
        long createdAt,
        String filename,
        String purpose,
        String status,
        Intake freehold) {
    /** The one purpose that files here have. */
    public static final String PURPOSE = "fine-tune";

    /**
     * @param kind of the rows: {@code classification} or {@code chat}
     * @param rows kept
     * @param duplicates left out, since a row that is in both parts of a split flatters the model
     * @param masked findings masked
     * @param dataset digest of the masked rows, by which lineage names them
     */
    public record Intake(
            RowKind kind, int rows, int duplicates, long masked, List<FindingCount> findings, Digest dataset) {}

    static FileObject of(TrainingFile file) {
        return new FileObject(
                file.id(),
                "file",
                file.bytes(),
                file.created().getEpochSecond(),
                file.filename(),
                PURPOSE,
                "processed",
                new Intake(
                        file.kind(), file.rows(), file.duplicates(), file.masked(), file.findings(), file.dataset()));
    }

    /** What is answered when a file is forgotten. */
    public record Deleted(String id, String object, boolean deleted) {}
}
