package dev.freehold.gateway.call;

import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.http.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** The request's field that holds the inputs. */
    default String field() {
        return "input";
    }

    /**
     * Puts the question.
     *
     * @param texts the inputs as policy lets the model see them
     */
    InferenceResult<T> ask(InferenceUpstream upstream, ModelVersion model, List<String> texts);

    /**
     * Writes the answer's body.
     *
     * @param withheld finding types that the caller must not read in a text that the model wrote
     * @throws Refusal if the answer is none, or not what was asked for
     */
    Written write(T answer, ModelVersion model, long promptTokens, Set<String> withheld);

    /** The longest wait for the answer; absent where the bound for all upstreams is enough. */
    default Optional<Duration> patience() {
        return Optional.empty();
    }
}
