package dev.freehold.bench.inner;

import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import dev.freehold.enforcement.action.DecisionRequests;
import dev.freehold.enforcement.identity.Pseudonyms;
import dev.freehold.enforcement.identity.TenantKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** A call as an application makes it all day: what policy is asked of it. */
final class Sample {
    static final TenantId TENANT = new TenantId("bench");
    private final DecisionRequests requests;

    /**
     * @param keys folder for the tenant's key, which is made
     */
    Sample(Path keys) {
        this.requests = new DecisionRequests(Clock.systemUTC(), new Pseudonyms(new TenantKeys(keys)));
    }

    DecisionRequest request() {
        UseCase useCase = new UseCase(
                TENANT,
                "bench",
                "Operations",
                "Measure how fast calls are answered.",
                List.of("PII"),
                List.of("instant"),
                Confidentiality.CONFIDENTIAL,
                UseCase.SHORTEST_RETENTION_DAYS,
                1_000_000);
        Caller caller = new Caller(TENANT, "bench", "bench", Set.of(Role.APPLICATION), useCase);
        DecisionRequest.Resource model = new DecisionRequest.Resource(
                "model",
                "instant",
                Digest.of("instant".getBytes(StandardCharsets.UTF_8)),
                "approved",
                "Apache-2.0",
                Label.PUBLIC,
                "dana.data");
        return requests.of(caller, Actions.MODEL_EMBED, model, List.of(new FindingCount("EMAIL", "PII", 1)), 7);
    }
}
