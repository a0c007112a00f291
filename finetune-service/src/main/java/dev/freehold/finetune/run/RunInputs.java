package dev.freehold.finetune.run;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;

/**
 * All that a run depends on, by digest: the same inputs ask for the same run.
 *
 * @param base manifest digest of the base model
 * @param dataset digest of the masked dataset file
 * @param seed of the split, the training and the bootstrap
 */
public record RunInputs(TenantId tenant, Digest base, Digest dataset, long seed, Hyperparameters hyperparameters) {}
