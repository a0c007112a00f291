package dev.freehold.contracts.identity;

/** What became of a presented key or session. */
public sealed interface Authentication {
    /** The key is good. */
    record Known(Caller caller) implements Authentication {}

    /** No such key, or one that was withdrawn; the two are not told apart to the caller. */
    record Unknown() implements Authentication {}

    /** Nobody can tell at present; the call must be refused. */
    record Unavailable(String reason) implements Authentication {}
}
