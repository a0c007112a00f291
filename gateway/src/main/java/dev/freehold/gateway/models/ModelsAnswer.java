package dev.freehold.gateway.models;

import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import java.util.List;

/** The body that OpenAI's clients expect of GET /v1/models, and what this house adds to it. */
record ModelsAnswer(String object, List<Model> data) {
    record Model(String id, String object, long created, String ownedBy, Governance governance) {}

    record Governance(
            Digest digest,
            ModelKind kind,
            ModelState state,
            List<String> tasks,
            String licence,
            Confidentiality confidentiality) {}

    static ModelsAnswer list(List<ModelVersion> models) {
        return new ModelsAnswer("list", models.stream().map(ModelsAnswer::one).toList());
    }

    static Model one(ModelVersion version) {
        return new Model(
                version.name(),
                "model",
                version.created().getEpochSecond(),
                version.tenant().value(),
                new Governance(
                        version.digest(),
                        version.kind(),
                        version.state(),
                        version.tasks(),
                        version.licence(),
                        version.label().confidentiality()));
    }
}
