package dev.freehold.gateway.embeddings;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.call.Inputs;
import dev.freehold.gateway.call.Question;
import dev.freehold.gateway.call.Written;
import dev.freehold.gateway.http.JsonBytes;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to POST /v1/embeddings.
 *
 * @param dimensions what the caller expects the vectors to have; anything else is refused, because no vector is cut here
 */
record EmbeddingsRequest(
        String model,
        List<String> inputs,
        Encoding encoding,
        @Nullable Integer dimensions) implements Question<List<float[]>> {
    EmbeddingsRequest {
        inputs = List.copyOf(inputs);
    }

    /**
     * @throws Refusal naming the field that is wrong
     */
    static EmbeddingsRequest read(byte[] body, Bounds bounds) {
        RequestObject request = RequestObject.parse(body);
        return new EmbeddingsRequest(
                request.model(),
                Inputs.of(request, "input", bounds),
                request.text("encoding_format").map(Encoding::of).orElse(Encoding.FLOAT),
                request.positiveInteger("dimensions").orElse(null));
    }

    @Override
    public String action() {
        return Actions.MODEL_EMBED;
    }

    @Override
    public InferenceResult<List<float[]>> ask(InferenceUpstream upstream, ModelVersion version, List<String> texts) {
        return upstream.embed(version, texts);
    }

    @Override
    public Written write(List<float[]> vectors, ModelVersion version, long promptTokens, Set<String> withheld) {
        if (vectors.size() != inputs.size() || !vectors.stream().allMatch(EmbeddingsRequest::isVector)) {
            throw new Refusal(OpenAiErrors.upstreamBroken());
        }
        int size = vectors.get(0).length;
        if (dimensions != null && dimensions != size) {
            throw new Refusal(OpenAiErrors.malformed(
                    "Model " + version.name() + " gives vectors of " + size + " dimensions, not " + dimensions + ".",
                    "dimensions",
                    "Leave 'dimensions' out, or set it to " + size + "."));
        }
        return Written.body(JsonBytes.of(EmbeddingsAnswer.of(vectors, encoding, version.name(), promptTokens)));
    }

    private static boolean isVector(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return vector.length > 0;
    }

    /** Sizes only: the inputs are somebody's text. */
    @Override
    public String toString() {
        return "EmbeddingsRequest[" + inputs.size() + " inputs]";
    }
}
