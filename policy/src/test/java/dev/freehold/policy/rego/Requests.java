package dev.freehold.policy.rego;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.decision.DecisionRequest;
import dev.freehold.contracts.identity.Role;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.label.Confidentiality;
import dev.freehold.contracts.label.Label;
import dev.freehold.contracts.model.Digest;
import dev.freehold.contracts.usecase.UseCase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests for tests: one that every rule lets pass, and as many spoiled ones as wanted. */
final class Requests {
    private static final TenantId TENANT = new TenantId("acme");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "9007199254740993",
            "\"\"",
            "\"x\"",
            "\"h\u00e9 \ud83d\ude00\"",
            "[]",
            "{}",
            "[null]",
            "[{}]");
    private static final List<String> CATEGORIES = List.of("PII", "PCI", "NETWORK", "SECRET", "BIOMETRIC");
    private static final List<String> STATES =
            List.of("quarantined", "vetted", "approved", "approved", "approved", "retired", "revoked", "other");
    private static final List<String> LICENCES = List.of("Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-NC-4.0", "");
    private static final List<String> LEAK_TESTS = List.of("passed", "not_applicable", "failed", "not_run", "");
    private static final List<String> NAMES = List.of("minilm", "triage", "other", "h\u00e9 \u6771\u4eac");

    private Requests() {}

    static DecisionRequest goodCall() {
        return new DecisionRequest(
                DecisionRequest.SCHEMA,
                Instant.parse("2026-11-23T09:00:00Z"),
                TENANT,
                new DecisionRequest.Subject("p-7", "key-1", List.of(Role.APPLICATION)),
                Actions.MODEL_EMBED,
                new DecisionRequest.Resource(
                        "model",
                        "minilm",
                        Digest.of("minilm".getBytes(StandardCharsets.UTF_8)),
                        "approved",
                        "Apache-2.0",
                        Label.PUBLIC,
                        "p-9",
                        "passed"),
                new UseCase(
                        TENANT,
                        "support-triage",
                        "dana",
                        "Sort support letters.",
                        List.of("PII"),
                        List.of("minilm", "triage"),
                        Confidentiality.INTERNAL,
                        UseCase.SHORTEST_RETENTION_DAYS,
                        1000),
                List.of(),
                0);
    }

    /** A request of the right shape with values from all over, or one that is bent out of shape. */
    static ObjectNode generated(Random random) {
        ObjectNode request = (ObjectNode) Json.tree(goodCall());
        ObjectNode subject = request.withObject("subject");
        ObjectNode resource = request.withObject("resource");
        ObjectNode label = resource.withObject("label");
        ObjectNode useCase = request.withObject("use_case");
        if (random.nextInt(4) == 0) {
            reviewed(random, request);
        }
        some(random, () -> request.put("action", pick(random, actions())));
        some(random, () -> subject.set("roles", Json.tree(subset(random, roles()))));
        some(random, () -> subject.put("pseudonym", pick(random, List.of("p-7", "p-9"))));
        some(random, () -> resource.put("state", pick(random, STATES)));
        some(random, () -> resource.put("name", pick(random, NAMES)));
        some(random, () -> resource.put("licence", pick(random, LICENCES)));
        some(random, () -> resource.put("leak_test", pick(random, LEAK_TESTS)));
        some(random, () -> label.put("confidentiality", pick(random, levels())));
        some(
                random,
                () -> label.set("purposes", Json.tree(subset(random, List.of("support-triage", "credit-scoring")))));
        some(random, () -> useCase.put("clearance", pick(random, levels())));
        some(random, () -> useCase.put("tenant", pick(random, List.of("acme", "globex"))));
        some(random, () -> useCase.set("data_categories", Json.tree(subset(random, CATEGORIES))));
        some(random, () -> useCase.set("models", Json.tree(subset(random, NAMES))));
        some(random, () -> request.put("calls_today", random.nextInt(2000)));
        some(random, () -> request.set("findings", findings(random)));
        if (random.nextInt(4) == 0) {
            bend(random, request);
        }
        return request;
    }

    /** Makes it what an approver asks, which would be allowed as well. */
    private static void reviewed(Random random, ObjectNode request) {
        String action = pick(
                random,
                List.of(
                        Actions.MODEL_APPROVE,
                        Actions.MODEL_APPROVE,
                        Actions.ALIAS_MOVE,
                        Actions.MODEL_DOWNLOAD,
                        Actions.POLICY_ACTIVATE));
        request.put("action", action);
        request.withObject("subject").set("roles", Json.tree(List.of("approver")));
        request.withObject("resource").put("state", action.equals(Actions.MODEL_APPROVE) ? "vetted" : "approved");
        if (random.nextInt(3) == 0) {
            request.withObject("resource").put("leak_test", pick(random, LEAK_TESTS));
        }
        request.remove("use_case");
    }

    /** Takes away or replaces something anywhere in a document. */
    private static void bend(Random random, ObjectNode request) {
        List<Runnable> ways = new ArrayList<>();
        collect(request, random, ways);
        ways.get(random.nextInt(ways.size())).run();
    }

    private static void collect(ContainerNode<?> within, Random random, List<Runnable> ways) {
        if (within instanceof ObjectNode object) {
            for (String name : fieldNames(object)) {
                ways.add(() -> object.remove(name));
                ways.add(() -> object.set(name, odd(random)));
            }
        } else if (within instanceof ArrayNode array) {
            ways.add(() -> array.add(odd(random)));
        }
        for (JsonNode child : within) {
            if (child instanceof ContainerNode<?> container) {
                collect(container, random, ways);
            }
        }
    }

    static List<String> fieldNames(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode odd(Random random) {
        return Json.read(pick(random, ODD).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static ArrayNode findings(Random random) {
        ArrayNode findings = Json.MAPPER.createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            String category = pick(random, CATEGORIES);
            findings.addObject()
                    .put("type", "t" + random.nextInt(5))
                    .put("category", category)
                    .put("count", 1);
        }
        return findings;
    }

    private static void some(Random random, Runnable change) {
        if (random.nextInt(6) == 0) {
            change.run();
        }
    }

    private static List<String> actions() {
        return List.of(
                Actions.MODEL_EMBED,
                Actions.MODEL_CLASSIFY,
                Actions.MODEL_LIST,
                Actions.MODEL_APPROVE,
                Actions.JOB_READ,
                Actions.SESSION_OPEN,
                Actions.ALIAS_MOVE,
                Actions.POLICY_ACTIVATE,
                "model.sell");
    }

    private static List<String> roles() {
        return List.of("application", "approver", "data-engineer", "operator", "compliance-officer", "nobody");
    }

    private static List<String> levels() {
        return List.of("public", "internal", "confidential", "restricted", "cosmic");
    }

    private static String pick(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<String> subset(Random random, List<String> values) {
        return values.stream().filter(value -> random.nextBoolean()).toList();
    }
}
