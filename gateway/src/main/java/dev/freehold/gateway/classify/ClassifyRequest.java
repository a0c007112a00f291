package dev.freehold.gateway.classify;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.inference.Classification;
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
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A request to POST /v1/classify. */
record ClassifyRequest(String model, List<String> inputs) implements Question<List<Classification>> {
    ClassifyRequest {
        inputs = List.copyOf(inputs);
    }

    /**
     * @throws Refusal naming the field that is wrong
     */
    static ClassifyRequest read(byte[] body, Bounds bounds) {
        RequestObject request = RequestObject.parse(body);
        return new ClassifyRequest(request.model(), Inputs.of(request, "input", bounds));
    }

    @Override
    public String action() {
        return Actions.MODEL_CLASSIFY;
    }

    @Override
    public InferenceResult<List<Classification>> ask(
            InferenceUpstream upstream, ModelVersion version, List<String> texts) {
        return upstream.classify(version, texts);
    }

    @Override
    public Written write(List<Classification> classes, ModelVersion version, long promptTokens, Set<String> withheld) {
        if (classes.size() != inputs.size() || !classes.stream().allMatch(ClassifyRequest::isComplete)) {
            throw new Refusal(OpenAiErrors.upstreamBroken());
        }
        return Written.body(JsonBytes.of(ClassifyAnswer.of(classes, version.name(), promptTokens, Instant.now())));
    }

    private static boolean isComplete(Classification row) {
        return !row.labels().isEmpty()
                && row.labels().size() == row.probabilities().size()
                && row.labels().contains(row.label())
                && row.probabilities().stream().allMatch(Float::isFinite);
    }

    /** Sizes only: the inputs are somebody's text. */
    @Override
    public String toString() {
        return "ClassifyRequest[" + inputs.size() + " inputs]";
    }
}
