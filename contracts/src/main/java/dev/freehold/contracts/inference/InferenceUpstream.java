package dev.freehold.contracts.inference;

import dev.freehold.contracts.model.ModelVersion;
import java.util.List;

/** Port: runs a registered model version, named by digest. */
public interface InferenceUpstream {
    /** Sentence embeddings, one vector an input, in order. */
    InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs);

    /** Class probabilities, one an input, in order. */
    InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs);
}
