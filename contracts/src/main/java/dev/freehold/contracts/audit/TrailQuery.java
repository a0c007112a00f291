package dev.freehold.contracts.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter over the trail; absent parts do not filter. Newest first.
 *
 * @param before only entries with a smaller ledger index: the cursor of the next page
 * @param limit 1 to 200
 */
public record TrailQuery(
        @Nullable String type,
        @Nullable String action,
        @Nullable String useCase,
        @Nullable String status,
        @Nullable String decision,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        int limit) {
    public static final int LARGEST_PAGE = 200;

    public TrailQuery {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit is 1 to " + LARGEST_PAGE);
        }
    }

    /** The newest entries, unfiltered. */
    public static TrailQuery newest(int limit) {
        return new TrailQuery(null, null, null, null, null, null, null, null, limit);
    }
}
