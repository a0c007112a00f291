package dev.freehold.contracts.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail, for lists.
 *
 * @param index position in the ledger
 * @param decision id of the decision, where there was one
 * @param status outcome's status, or {@code intent}
 */
public record TrailEntry(
        long index,
        String id,
        Instant time,
        String type,
        String action,
        String actor,
        @Nullable String useCase,
        @Nullable String resource,
        @Nullable String decision,
        String status,
        @Nullable String code) {}
