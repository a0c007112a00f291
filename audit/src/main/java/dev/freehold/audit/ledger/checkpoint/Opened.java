package dev.freehold.audit.ledger.checkpoint;

/** What became of a signed checkpoint that was presented. */
public sealed interface Opened {
    /** Every required key signed it. */
    record Trusted(Checkpoint checkpoint) implements Opened {}

    /** It is not to be believed. */
    record Refused(Cause cause, String detail) implements Opened {}

    /** Why a checkpoint is not believed. */
    enum Cause {
        MALFORMED_NOTE,
        WRONG_SIGNATURE,
        MISSING_SIGNATURE,
        MALFORMED_CHECKPOINT,
        OTHER_ORIGIN
    }
}
