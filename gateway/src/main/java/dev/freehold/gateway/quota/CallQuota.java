package dev.freehold.gateway.quota;

import dev.freehold.contracts.usecase.UseCase;

/**
 * Port: the calls that a use case makes in one UTC day. A call is reserved before it is made and counts from then on, so that
 * calls at the same time cannot spend the same allowance.
 */
public interface CallQuota {
    /** Calls of the day so far: made and reserved. */
    long callsToday(UseCase useCase);

    /** Takes one call of the day's allowance, if one is left. */
    Reservation reserve(UseCase useCase);

    /** What became of the wish to make a call. */
    sealed interface Reservation {
        /** One call is set aside. Closing without {@link #commit} gives it back. */
        non-sealed interface Held extends Reservation, AutoCloseable {
            /** The call was made. */
            void commit();

            @Override
            void close();
        }

        /**
         * Nothing is left.
         *
         * @param secondsToMidnight until the next UTC day
         */
        record Spent(long secondsToMidnight) implements Reservation {}
    }
}
