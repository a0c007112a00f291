package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fields that would change the answer and are not offered here. They are refused by name, because an answer that silently left
 * them out would be taken for what was asked; a value that changes nothing passes.
 */
final class NotOffered {
    /** By field, the values that change nothing. */
    private static final Map<String, Predicate<JsonNode>> HARMLESS = Map.ofEntries(
            Map.entry("n", NotOffered::one),
            Map.entry("best_of", NotOffered::one),
            Map.entry("echo", NotOffered::no),
            Map.entry("suffix", node -> node.isTextual() && node.textValue().isEmpty()),
            Map.entry("logprobs", NotOffered::no),
            Map.entry("top_logprobs", NotOffered::zero),
            Map.entry("logit_bias", NotOffered::empty),
            Map.entry("frequency_penalty", NotOffered::zero),
            Map.entry("presence_penalty", NotOffered::zero),
            Map.entry("tools", NotOffered::empty),
            Map.entry(
                    "tool_choice", node -> node.isTextual() && node.textValue().equals("none")),
            Map.entry("functions", NotOffered::empty),
            Map.entry(
                    "function_call",
                    node -> node.isTextual() && node.textValue().equals("none")),
            Map.entry("response_format", node -> node.path("type").asText().equals("text")),
            Map.entry(
                    "modalities",
                    node -> node.size() == 1 && node.path(0).asText().equals("text")),
            Map.entry("audio", NotOffered::nothing),
            Map.entry("prediction", NotOffered::nothing),
            Map.entry("reasoning_effort", NotOffered::nothing),
            Map.entry("web_search_options", NotOffered::nothing));

    private NotOffered() {}

    /**
     * @throws Refusal naming the first such field
     */
    static void refuse(RequestObject request) {
        HARMLESS.keySet().stream()
                .sorted()
                .forEach(field -> request.present(field)
                        .filter(HARMLESS.getOrDefault(field, NotOffered::nothing)
                                .negate())
                        .ifPresent(value -> {
                            throw new Refusal(OpenAiErrors.malformed(
                                    "The field '" + field + "' asks for what this gateway does not offer.",
                                    field,
                                    "Leave '" + field + "' out."));
                        }));
    }

    private static boolean empty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private static boolean zero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }

    private static boolean one(JsonNode value) {
        return value.isInt() && value.intValue() == 1;
    }

    private static boolean no(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean nothing(JsonNode value) {
        return false;
    }
}
