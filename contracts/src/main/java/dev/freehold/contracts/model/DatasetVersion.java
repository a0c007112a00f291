package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import java.time.Instant;

/**
 * One immutable version of a dataset, after masking.
 *
 * @param digest SHA-256 of the masked JSON Lines file
 * @param rows number of rows
 * @param masked number of findings that were masked
 */
public record DatasetVersion(
        TenantId tenant,
        String name,
        Digest digest,
        long rows,
        long masked,
        Label label,
        String creator,
        Instant created) {}
