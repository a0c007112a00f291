package dev.freehold.contracts.model;

/** What a model name stands for at this moment. */
public sealed interface Resolution {
    record Resolved(ModelVersion version) implements Resolution {}

    /** No such name in this tenant. */
    record Unknown() implements Resolution {}

    /** The catalogue cannot be trusted at present; the call must be refused. */
    record Unavailable(String reason) implements Resolution {}
}
