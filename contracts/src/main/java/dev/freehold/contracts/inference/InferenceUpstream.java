package dev.freehold.contracts.inference;

import dev.freehold.contracts.model.ModelVersion;
import java.util.List;

/** Port: runs a registered model version, named by digest. */
public interface InferenceUpstream {
    /** Sentence embeddings, one vector an input, in order. */
    InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs);

    /** Class probabilities, one an input, in order. */
    InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs);

    /**
     * Writes a text.
     *
     * @param sink told of each piece as it comes; the pieces together are the answer's text
     */
    InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink);
}
