package dev.freehold.contracts.inference;

/**
 * What became of a question to a model.
 *
 * @param <T> the answer's shape
 */
public sealed interface InferenceResult<T> {
    /**
     * @param promptTokens token usage of the inputs together
     */
    record Answered<T>(T answer, long promptTokens) implements InferenceResult<T> {}

    /** The model cannot do this: wrong task, or an input that is too long. The sentence is for the caller. */
    record Rejected<T>(String sentence) implements InferenceResult<T> {}

    /** Nobody can answer at present. */
    record Unavailable<T>(String cause) implements InferenceResult<T> {}
}
