package dev.freehold.gateway.stream;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.call.Question;
import java.util.List;

/** A question whose answer is a text, which can be sent as it is written. */
public interface StreamedQuestion extends Question<Generated> {
    /**
     * Puts the question.
     *
     * @param texts the inputs as policy lets the model see them
     * @param sink takes each piece; refuses when nobody reads on
     */
    InferenceResult<Generated> ask(InferenceUpstream upstream, ModelVersion model, List<String> texts, TextSink sink);

    /** How the pieces are written. */
    Frames frames(ModelVersion model);
}
