package dev.freehold.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Decision;
import dev.freehold.contracts.decision.Reason;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.decision.wasm.WasmPolicyDecisionPoint;
import dev.freehold.policy.bundle.ShippedBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module that decides in process against {@code opa eval} of the same Rego; needs {@code opa}. */
class OpaComparisonTest {
    private static final System.Logger LOG = System.getLogger(OpaComparisonTest.class.getName());
    private static final int CASES = 4000;
    private static final int LEAST_OF_EACH_RULE = 20;
    private static final String EVERY_CASE =
            "{key: decided | some key, request in data.cases; decided := data.freehold.decision with input as request}";

    @Test
    void a_decision_in_process_is_the_decision_of_opa(@TempDir Path folder) throws Exception {
        Random random = new Random(20261123);
        Map<String, ObjectNode> requests = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            requests.put("case-" + i, Requests.generated(random));
        }
        Path cases = folder.resolve("cases.json");
        Files.write(cases, Json.MAPPER.writeValueAsBytes(Map.of("cases", requests)));
        String answer = Opa.opa(
                "eval", "--format", "raw", "--data", Opa.REGO.toString(), "--data", cases.toString(), EVERY_CASE);
        JsonNode expected = Json.MAPPER.readTree(answer);
        assertThat(expected.size()).isEqualTo(CASES);

        ShippedBundle bundle = new ShippedBundle();
        WasmPolicyDecisionPoint point = new WasmPolicyDecisionPoint(bundle, 1);
        int allowed = 0;
        Map<String, Integer> fired = new TreeMap<>();
        bundle.manifest().rules().forEach(rule -> fired.put(rule.code(), 0));
        for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
            Decision decision = point.replay(new TenantId("acme"), Json.MAPPER.writeValueAsBytes(request.getValue()));
            assertThat(document(decision)).as("%s", request.getValue()).isEqualTo(expected.get(request.getKey()));
            allowed += decision instanceof Decision.Allowed ? 1 : 0;
            codes(decision).forEach(code -> fired.merge(code, 1, Integer::sum));
        }
        // The cases reach both sides of every rule.
        assertThat(allowed).isBetween(CASES * 3 / 10, CASES * 7 / 10);
        assertThat(fired)
                .allSatisfy((code, times) -> assertThat(times).as(code).isGreaterThanOrEqualTo(LEAST_OF_EACH_RULE));
        LOG.log(System.Logger.Level.INFO, "{0} decisions compared with opa, {1} of them allowed", CASES, allowed);
    }

    private static List<String> codes(Decision decision) {
        return decision instanceof Decision.Denied denied
                ? denied.reasons().stream().map(Reason::code).toList()
                : List.of();
    }

    private static JsonNode document(Decision decision) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        ArrayNode none = Json.MAPPER.createArrayNode();
        if (decision instanceof Decision.Allowed allowed) {
            return document.put("allow", true)
                    .<ObjectNode>set("obligations", Json.tree(allowed.obligations()))
                    .set("reasons", none);
        }
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return document.put("allow", false)
                .<ObjectNode>set("obligations", none)
                .set("reasons", Json.tree(List.copyOf(((Decision.Denied) decision).reasons())));
    }
}
