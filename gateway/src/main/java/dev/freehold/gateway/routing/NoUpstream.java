package dev.freehold.gateway.routing;

import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.InferenceResult;
import dev.freehold.contracts.inference.InferenceUpstream;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.contracts.model.ModelVersion;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;

/** Stands in where nothing that runs models is connected. */
@DefaultBean
@Singleton
final class NoUpstream implements InferenceUpstream {
    private static final String CAUSE = "no inference is connected to this gateway";

    @Override
    public InferenceResult<List<float[]>> embed(ModelVersion model, List<String> inputs) {
        return new InferenceResult.Unavailable<>(CAUSE);
    }

    @Override
    public InferenceResult<List<Classification>> classify(ModelVersion model, List<String> inputs) {
        return new InferenceResult.Unavailable<>(CAUSE);
    }

    @Override
    public InferenceResult<Generated> generate(ModelVersion model, GenerationRequest request, TextSink sink) {
        return new InferenceResult.Unavailable<>(CAUSE);
    }
}
