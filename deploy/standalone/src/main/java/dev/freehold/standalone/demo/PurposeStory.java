package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.standalone.cli.PlatformClient.Answer;
import java.io.IOException;
import java.util.List;

/** The operator's part: a use case for data of one's own, and an application's key to it. */
final class PurposeStory {
    private static final String USE_CASES = "/api/registry/use-cases";
    private static final int CONFLICT = 409;
    private static final int DAILY_CALLS = 100_000;

    private final DemoActors actors;
    private final Narrator narrator;

    PurposeStory(DemoActors actors, Narrator narrator) {
        this.actors = actors;
        this.narrator = narrator;
    }

    /** Registers a use case that may call the base and the adapter, and gives a new key to it. */
    AccessKey register(String id, String adapter, TenantId tenant) throws IOException {
        narrator.step("A use case is registered for it, and an application gets a key");
        ObjectNode useCase = Json.MAPPER.valueToTree(new UseCase(
                tenant,
                id,
                "Demo",
                "Classify texts with a model that was tuned on data of one's own.",
                List.of("PII"),
                List.of(ModelStory.MODEL, adapter),
                Confidentiality.CONFIDENTIAL,
                UseCase.SHORTEST_RETENTION_DAYS,
                DAILY_CALLS));
        useCase.remove("tenant");
        Answer created = actors.client().postJson(actors.operator(), USE_CASES, useCase);
        if (created.status() != CONFLICT) {
            created.expectOk("use case");
        }
        ObjectNode subject = Json.MAPPER.createObjectNode().put("subject", "demo-application");
        String key = actors.client()
                .postJson(actors.operator(), USE_CASES + "/" + id + "/keys", subject)
                .expectOk("key")
                .path("key")
                .asText();
        narrator.fact(
                "use case %s: %s and %s, personal data masked, payment cards refused", id, ModelStory.MODEL, adapter);
        return AccessKey.of(key);
    }
}
