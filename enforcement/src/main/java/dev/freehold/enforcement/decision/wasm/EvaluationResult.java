package dev.freehold.enforcement.decision.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.enforcement.decision.NoDecisionException;

/** Takes the one value out of what an evaluation gave: {@code [{"result": value}]}, or {@code []} for "undefined". */
final class EvaluationResult {
    private EvaluationResult() {}

    /**
     * The value.
     *
     * @throws NoDecisionException if there is not exactly one; OPA gives none, without an error, where policy is undefined
     */
    static JsonNode only(byte[] result) throws NoDecisionException {
        JsonNode results;
        try {
            results = Json.read(result, JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw new NoDecisionException("not JSON");
        }
        if (!results.isArray() || results.size() != 1) {
            throw new NoDecisionException("not one result");
        }
        JsonNode wrapper = results.get(0);
        if (!wrapper.isObject() || wrapper.size() != 1 || !wrapper.has("result")) {
            throw new NoDecisionException("a result without a value");
        }
        return wrapper.get("result");
    }
}
