package dev.freehold.contracts.usecase;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A registered purpose for which a company calls models.
 *
 * @param id short name, unique within the tenant
 * @param owner who answers for it
 * @param purpose one plain sentence
 * @param dataCategories categories of data that may be sent, such as {@code PII}; sorted
 * @param models names of the models it may call; sorted
 * @param clearance highest confidentiality of a model that it may call
 * @param retentionDays how long its records are kept, in days
 * @param dailyCalls most calls in one UTC day
 */
public record UseCase(
        TenantId tenant,
        String id,
        String owner,
        String purpose,
        List<String> dataCategories,
        List<String> models,
        Confidentiality clearance,
        int retentionDays,
        long dailyCalls) {
    /** AI Act, articles 19(1) and 26(6): logs are kept six months at least. */
    public static final int SHORTEST_RETENTION_DAYS = 183;

    public UseCase {
        if (id.isBlank() || owner.isBlank() || purpose.isBlank()) {
            throw new IllegalArgumentException("a use case has an id, an owner and a purpose");
        }
        if (retentionDays < SHORTEST_RETENTION_DAYS) {
            throw new IllegalArgumentException("retention is at least " + SHORTEST_RETENTION_DAYS + " days");
        }
        if (dailyCalls < 1) {
            throw new IllegalArgumentException("a use case allows at least one call a day");
        }
        dataCategories = sorted(Set.copyOf(dataCategories));
        models = sorted(Set.copyOf(models));
    }

    private static List<String> sorted(Set<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }
}
