package dev.freehold.finetune.files;

import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import java.time.Instant;
import java.util.List;

/**
 * An uploaded file, once its rows are masked and registered: what is known of it, without a row.
 *
 * @param id {@code file-} and 24 hex digits
 * @param filename as uploaded, masked
 * @param bytes length of the upload
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
        int rows,
        int duplicates,
        List<FindingCount> findings,
        Digest dataset,
        Label label) {
    public TrainingFile {
        findings = List.copyOf(findings);
    }

    long masked() {
        return findings.stream().mapToLong(FindingCount::count).sum();
    }
}
