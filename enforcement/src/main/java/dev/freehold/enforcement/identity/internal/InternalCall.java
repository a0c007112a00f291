package dev.freehold.enforcement.identity.internal;

import dev.freehold.contracts.identity.Caller;
import org.jspecify.annotations.Nullable;

/** What became of a token that a service presented. */
public sealed interface InternalCall {
    /**
     * @param from the service that calls
     * @param caller in whose name, as that service proved it; absent where it speaks for itself
     */
    record Proved(ServiceName from, @Nullable Caller caller) implements InternalCall {}

    /**
     * @param why for this process's log; whoever presented the token is told nothing
     */
    record Refused(Why why) implements InternalCall {}

    /** Why a token is not taken. */
    enum Why {
        MISSING,
        MALFORMED,
        WRONG_KIND,
        UNKNOWN_KEY,
        BAD_SIGNATURE,
        WRONG_ISSUER,
        NOT_ALLOWED,
        WRONG_AUDIENCE,
        WRONG_REQUEST,
        EXPIRED,
        NOT_YET,
        TOO_LONG_LIVED,
        BEFORE_START,
        REPLAYED,
        TOO_MANY
    }
}
