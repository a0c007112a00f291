package dev.freehold.contracts.model;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Label;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a model or adapter, as the registry holds it.
 *
 * @param name what callers write into {@code model}
 * @param digest SHA-256 of the version's manifest (the canonical list of its files with their digests)
 * @param tasks what it can be asked: {@code chat}, {@code classify}, {@code completions}, {@code embeddings}; sorted by the
 *     registry
 * @param licence SPDX identifier
 * @param creator subject of whoever brought or tuned it: never its approver
 * @param lineage what it was made of; present on adapters, and on whole weights that were tuned here
 * @param leakTest whether it was shown not to recite what it was tuned on
 */
public record ModelVersion(
        TenantId tenant,
        String name,
        Digest digest,
        ModelKind kind,
        ModelState state,
        List<String> tasks,
        String licence,
        Label label,
        String creator,
        Instant created,
        @Nullable Lineage lineage,
        LeakTest leakTest) {
    public ModelVersion {
        tasks = List.copyOf(tasks);
        if (kind == ModelKind.ADAPTER && lineage == null) {
            throw new IllegalArgumentException("an adapter has a lineage");
        }
    }

    /** A version of which nothing is known of a leak test: one that was tuned then counts as one that nobody looked at. */
    public ModelVersion(
            TenantId tenant,
            String name,
            Digest digest,
            ModelKind kind,
            ModelState state,
            List<String> tasks,
            String licence,
            Label label,
            String creator,
            Instant created,
            @Nullable Lineage lineage) {
        this(
                tenant,
                name,
                digest,
                kind,
                state,
                tasks,
                licence,
                label,
                creator,
                created,
                lineage,
                lineage == null ? LeakTest.NOT_APPLICABLE : LeakTest.NOT_RUN);
    }
}
