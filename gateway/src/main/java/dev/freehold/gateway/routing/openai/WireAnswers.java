package dev.freehold.gateway.routing.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.inference.Classification;
import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.InferenceResult.Answered;
import dev.freehold.contracts.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What bodies of answers in OpenAI's protocol say; what is not as asked for is a failure of the server. */
final class WireAnswers {
    private static final String LENGTH = "length";

    private WireAnswers() {}

    static Answered<List<float[]>> vectors(byte[] body, int inputs) throws ServerFailed {
        JsonNode answer = tree(body);
        List<float[]> vectors = new ArrayList<>(inputs);
        for (JsonNode row : rows(answer, inputs)) {
            vectors.add(floats(row.path("embedding")));
        }
        return new Answered<>(
                vectors, answer.path("usage").path("prompt_tokens").asLong());
    }

    static Answered<List<Classification>> classes(byte[] body, int inputs) throws ServerFailed {
        JsonNode answer = tree(body);
        List<Classification> classes = new ArrayList<>(inputs);
        for (JsonNode row : rows(answer, inputs)) {
            float[] probabilities = floats(row.path("probs"));
            List<String> labels = new ArrayList<>();
            row.path("labels").forEach(label -> labels.add(label.asText()));
            if (labels.size() != probabilities.length) {
                throw new ServerFailed("its classes have no labels");
            }
            List<Float> boxed = IntStream.range(0, probabilities.length)
                    .mapToObj(i -> probabilities[i])
                    .toList();
            classes.add(new Classification(row.path("label").asText(), labels, boxed));
        }
        return new Answered<>(
                classes, answer.path("usage").path("prompt_tokens").asLong());
    }

    /**
     * @param chat whether messages were asked for, else completions
     * @param estimate tokens that the prompt is taken to have where the answer does not say
     */
    static Answered<Generated> generated(byte[] body, boolean chat, long estimate) throws ServerFailed {
        JsonNode answer = tree(body);
        JsonNode choice = answer.path("choices").path(0);
        JsonNode text = chat ? choice.path("message").path("content") : choice.path("text");
        if (!text.isTextual()) {
            throw new ServerFailed("its answer has no text");
        }
        JsonNode usage = answer.path("usage");
        String written = text.textValue();
        Generated generated = new Generated(
                written,
                finish(choice.path("finish_reason").asText()),
                usage.path("completion_tokens").asLong(1 + written.length() / 3));
        return new Answered<>(generated, usage.path("prompt_tokens").asLong(estimate));
    }

    /** The two reasons that this house knows; a server's others are ways to stop. */
    static String finish(String reason) {
        return reason.equals(LENGTH) ? LENGTH : "stop";
    }

    static JsonNode tree(String json) throws ServerFailed {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ServerFailed("its stream holds what is not JSON");
        }
    }

    private static JsonNode tree(byte[] json) throws ServerFailed {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new ServerFailed("its answer is not JSON");
        }
    }

    /** In the order of the inputs, whatever order they came in. */
    private static JsonNode[] rows(JsonNode answer, int inputs) throws ServerFailed {
        JsonNode data = answer.path("data");
        JsonNode[] rows = new JsonNode[inputs];
        for (int i = 0; i < data.size(); i++) {
            int index = data.get(i).path("index").asInt(i);
            if (index < 0 || index >= inputs || rows[index] != null) {
                throw new ServerFailed("its rows are not those of the inputs");
            }
            rows[index] = data.get(i);
        }
        if (data.size() != inputs) {
            throw new ServerFailed("it gave " + data.size() + " rows for " + inputs + " inputs");
        }
        return rows;
    }

    private static float[] floats(JsonNode numbers) throws ServerFailed {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            if (!numbers.get(i).isNumber()) {
                throw new ServerFailed("a row of it holds what is no number");
            }
            values[i] = numbers.get(i).floatValue();
        }
        return values;
    }
}
