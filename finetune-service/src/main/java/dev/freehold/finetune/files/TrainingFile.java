package dev.freehold.finetune.files;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.finetune.dataset.RowKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An uploaded file, once its rows are masked and registered: what is known of it, without a row.
 *
 * @param id {@code file-} and 24 hex digits
 * @param filename as uploaded, masked
 * @param bytes length of the upload
 * @param kind of its rows
 * @param rows kept
 * @param duplicates left out
 * @param findings what was masked, by type
 * @param dataset digest of the masked rows
 * @param label of the masked rows
 */
public record TrainingFile(
        TenantId tenant,
        String id,
        String filename,
        long bytes,
        Instant created,
        RowKind kind,
        int rows,
        int duplicates,
        List<FindingCount> findings,
        Digest dataset,
        Label label) {
    public TrainingFile {
        // Files of before there were two kinds say none.
        kind = Objects.requireNonNullElse(kind, RowKind.CLASSIFICATION);
        findings = List.copyOf(findings);
    }

    long masked() {
        return findings.stream().mapToLong(FindingCount::count).sum();
    }
}
