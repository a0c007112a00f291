package dev.freehold.engine.worker;

/** What of a model a tuning changes. */
public enum TuningMethod {
    /** Low-rank pairs beside the frozen weights; the result is an adapter. */
    LORA,
    /** Every weight; the result is a whole model, as large as its base. */
    FULL
}
