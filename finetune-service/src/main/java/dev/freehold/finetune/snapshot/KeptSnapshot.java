package dev.freehold.finetune.snapshot;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.LeakTest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.finetune.run.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that outlives its run.
 *
 * @param job that it is of
 * @param id {@code ftckpt-} and 24 hex digits
 * @param lineage what it was made of
 * @param leakTest what is shown of its reciting its rows
 * @param bytes of its files
 * @param registered digest that the registry has it under; absent until somebody registers it
 */
public record KeptSnapshot(
        TenantId tenant,
        String job,
        String id,
        Instant created,
        Snapshot.Figures figures,
        Lineage lineage,
        LeakTest leakTest,
        long bytes,
        @Nullable Digest registered) {}
