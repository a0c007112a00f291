package dev.freehold.inference.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult.Answered;
import dev.freehold.contracts.model.ModelVersion;
import java.util.List;

/** Answers in OpenAI's shapes, and vLLM's for classes. */
final class SurfaceAnswers {
    private static final String OBJECT = "object";

    private SurfaceAnswers() {}

    static ObjectNode vectors(Answered<List<float[]>> answered, String model) {
        ObjectNode answer = list(model, answered.promptTokens());
        ArrayNode data = answer.putArray("data");
        for (float[] vector : answered.answer()) {
            ArrayNode numbers = row(data, "embedding").putArray("embedding");
            for (float number : vector) {
                numbers.add(number);
            }
        }
        return answer;
    }

    static ObjectNode classes(Answered<List<Classification>> answered, String model) {
        ObjectNode answer = list(model, answered.promptTokens());
        ArrayNode data = answer.putArray("data");
        for (Classification each : answered.answer()) {
            ObjectNode row = row(data, "classification").put("label", each.label());
            each.probabilities().forEach(row.putArray("probs")::add);
            each.labels().forEach(row.putArray("labels")::add);
            row.put("num_classes", each.labels().size());
        }
        return answer;
    }

    static ObjectNode generated(Answered<Generated> answered, String model, boolean chat) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(OBJECT, chat ? "chat.completion" : "text_completion").put("model", model);
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        if (chat) {
            choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", answered.answer().text());
        } else {
            choice.put("text", answered.answer().text());
        }
        choice.put("finish_reason", answered.answer().finishReason());
        answer.set("usage", usage(answered.promptTokens(), answered.answer().completionTokens()));
        return answer;
    }

    static ObjectNode models(List<ModelVersion> models) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put(OBJECT, "list");
        ArrayNode data = answer.putArray("data");
        for (ModelVersion model : models) {
            data.addObject()
                    .put("id", model.digest().value())
                    .put(OBJECT, "model")
                    .put("created", model.created().getEpochSecond())
                    .put("owned_by", model.tenant().toString());
        }
        return answer;
    }

    static ObjectNode usage(long prompt, long completion) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }

    private static ObjectNode list(String model, long promptTokens) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put(OBJECT, "list").put("model", model);
        answer.set("usage", usage(promptTokens, 0));
        return answer;
    }

    private static ObjectNode row(ArrayNode data, String kind) {
        return data.addObject().put(OBJECT, kind).put("index", data.size() - 1);
    }
}
