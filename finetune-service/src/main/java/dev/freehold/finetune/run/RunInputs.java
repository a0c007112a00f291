package dev.freehold.finetune.run;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * All that a run depends on, by digest: the same inputs ask for the same run.
 *
 * @param base manifest digest of the base model
 * @param dataset digest of the masked dataset file
 * @param validation digest of the masked dataset that is measured on; absent where a part of the other is held out for that
 * @param seed of the split, the training and the bootstrap
 */
public record RunInputs(
        TenantId tenant,
        Digest base,
        Digest dataset,
        @Nullable Digest validation,
        long seed,
        Hyperparameters hyperparameters) {}
