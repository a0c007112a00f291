package dev.freehold.finetune.run;

import dev.freehold.contracts.identity.TenantId;

/**
 * Which run: a tenant's job, and which of its attempts.
 *
 * @param job the job's id
 * @param attempt from 1
 */
public record RunId(TenantId tenant, String job, int attempt) {
    /** As one word that no other run of any tenant has, such as {@code ftjob-0f3a-1}. */
    @Override
    public String toString() {
        return job + "-" + attempt;
    }
}
