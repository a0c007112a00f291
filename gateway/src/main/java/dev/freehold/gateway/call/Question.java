package dev.freehold.gateway.call;

import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.http.Refusal;
import java.util.List;

/**
 * What one surface asks of a model; everything else about a call is the same for all.
 *
 * @param <T> what the model answers
 */
public interface Question<T> {
    /** The action that policy decides on. */
    String action();

    /** The model's name as the caller wrote it. */
    String model();

    List<String> inputs();

    /**
     * Puts the question.
     *
     * @param texts the inputs as policy lets the model see them
     */
    InferenceResult<T> ask(InferenceUpstream upstream, ModelVersion model, List<String> texts);

    /**
     * Writes the answer's body.
     *
     * @throws Refusal if the answer is none, or not what was asked for
     */
    byte[] write(T answer, ModelVersion model, long promptTokens);
}
