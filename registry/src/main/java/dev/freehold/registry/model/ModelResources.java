package dev.freehold.registry.model;

import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.model.ModelVersion;

/** Model versions as policy sees them. */
public final class ModelResources {
    public static final String KIND = "model";

    private ModelResources() {}

    public static DecisionRequest.Resource of(ModelVersion version) {
        return new DecisionRequest.Resource(
                KIND,
                version.name(),
                version.digest(),
                version.state().wireName(),
                version.licence(),
                version.label(),
                version.creator(),
                version.leakTest().wireName());
    }
}
