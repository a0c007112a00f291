package dev.freehold.contracts.schema;

import dev.freehold.contracts.audit.AuditEvent;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.decision.Obligation;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.finding.Finding;
import dev.freehold.contracts.finding.FindingCount;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.DatasetVersion;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.model.Lineage;
import dev.freehold.contracts.model.ModelKind;
import dev.freehold.contracts.model.ModelState;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.contracts.usecase.UseCase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One record of each kind that others read, with as much in it as it can have. */
final class Examples {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Digest DIGEST = Digest.of("example".getBytes(StandardCharsets.UTF_8));
    private static final Label LABEL =
            new Label(Confidentiality.INTERNAL, List.of("PII"), List.of("triage"), List.of("eu"), 365, List.of(), true);
    private static final List<FindingCount> FINDINGS = List.of(new FindingCount("email", "PII", 2));
    private static final List<Reason> REASONS =
            List.of(new Reason("MODEL_RETIRED", "The model is retired.", "Call it by its name."));
    private static final UseCase USE_CASE = new UseCase(
            TENANT,
            "triage",
            "dana",
            "Sort letters.",
            List.of("PII"),
            List.of("minilm"),
            Confidentiality.INTERNAL,
            UseCase.SHORTEST_RETENTION_DAYS,
            1000);
    private static final Lineage LINEAGE = new Lineage(DIGEST, DIGEST, 7, new TreeMap<>(Map.of("rank", "8")), "none");

    static final SortedMap<String, Record> BY_SCHEMA = new TreeMap<>(Map.of(
            "audit-event",
            event(),
            "dataset-version",
            new DatasetVersion(TENANT, "letters", DIGEST, 420, 12, LABEL, "dana", NOW),
            "decision-request",
            request(),
            "finding",
            new Finding("email", "PII", 3, 20),
            "label",
            LABEL,
            "lineage",
            LINEAGE,
            "model-version",
            version(),
            "problem",
            problem(),
            "problem-type",
            new ProblemType("BODY", 400, "The body is wrong.", "Mend it."),
            "use-case",
            USE_CASE));

    private Examples() {}

    private static AuditEvent event() {
        AuditEvent.Policy policy = new AuditEvent.Policy(
                DIGEST, "d-1", "denied", DIGEST, REASONS, List.of(new Obligation(Obligation.REDACT, List.of("email"))));
        return new AuditEvent(
                AuditEvent.SCHEMA,
                "0193-1",
                "inference.outcome",
                NOW,
                TENANT,
                Actions.MODEL_EMBED,
                new AuditEvent.Actor("p-7", "key-1", List.of(Role.APPLICATION)),
                "triage",
                new AuditEvent.Subject("model", "minilm", DIGEST, "approved", new TreeMap<>(Map.of("seed", "7"))),
                policy,
                FINDINGS,
                new AuditEvent.Content("aa", 12, "bb", 13),
                new AuditEvent.Usage(1, 9),
                new AuditEvent.Outcome(AuditEvent.Outcome.DENIED, "MODEL_RETIRED", 210),
                "0193-0");
    }

    private static DecisionRequest request() {
        return new DecisionRequest(
                DecisionRequest.SCHEMA,
                NOW,
                TENANT,
                new DecisionRequest.Subject("p-7", "key-1", List.of(Role.APPLICATION)),
                Actions.MODEL_EMBED,
                new DecisionRequest.Resource(
                        "model", "minilm", DIGEST, "approved", "MIT", LABEL, "p-9", "not_applicable"),
                USE_CASE,
                FINDINGS,
                3);
    }

    private static ModelVersion version() {
        return new ModelVersion(
                TENANT,
                "tickets",
                DIGEST,
                ModelKind.ADAPTER,
                ModelState.VETTED,
                List.of("classify"),
                "MIT",
                LABEL,
                "dana",
                NOW,
                LINEAGE);
    }

    private static Problem problem() {
        return Problem.ofInput(
                new ProblemType("ROWS", 422, "Rows are wrong.", "Mend them."),
                List.of(InputError.at(3, "text", "missing", "give it")),
                1);
    }
}
