package dev.freehold.inference.surface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.ChatMessage;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a request that this surface reads; others are the gateway's business and are ignored. */
record SurfaceRequest(ObjectNode fields) {
    private static final int MOST_ITEMS = 2048;
    private static final int DEFAULT_TOKENS = 256;

    String model() {
        return text(fields.path("model"), "model");
    }

    boolean streamed() {
        return fields.path("stream").asBoolean(false);
    }

    boolean usageWanted() {
        return fields.path("stream_options").path("include_usage").asBoolean(false);
    }

    List<String> inputs() {
        JsonNode input = fields.path("input");
        return input.isTextual() ? List.of(input.textValue()) : texts(input, "input");
    }

    /**
     * @param chat whether {@code messages} are gone on from, else {@code prompt}
     */
    GenerationRequest generation(boolean chat) {
        try {
            return new GenerationRequest(
                    chat ? new Prompt.Chat(messages()) : new Prompt.Text(text(fields.path("prompt"), "prompt")),
                    fields.path("max_tokens").asInt(DEFAULT_TOKENS),
                    fields.path("temperature").asDouble(1),
                    fields.path("top_p").asDouble(1),
                    stops(),
                    seed());
        } catch (IllegalArgumentException e) {
            throw SurfaceRefusal.malformed("A field is out of its bounds: " + e.getMessage() + ".");
        }
    }

    private List<ChatMessage> messages() {
        JsonNode messages = bounded(fields.path("messages"), "messages");
        List<ChatMessage> turns = new ArrayList<>(messages.size());
        for (JsonNode message : messages) {
            turns.add(new ChatMessage(
                    text(message.path("role"), "messages.role"), text(message.path("content"), "messages.content")));
        }
        return turns;
    }

    private List<String> stops() {
        JsonNode stop = fields.path("stop");
        if (stop.isMissingNode() || stop.isNull()) {
            return List.of();
        }
        return stop.isTextual() ? List.of(stop.textValue()) : texts(stop, "stop");
    }

    private @Nullable Long seed() {
        return fields.path("seed").isIntegralNumber() ? fields.path("seed").longValue() : null;
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : bounded(array, field)) {
            texts.add(text(element, field));
        }
        return texts;
    }

    private static JsonNode bounded(JsonNode array, String field) {
        if (!array.isArray() || array.isEmpty() || array.size() > MOST_ITEMS) {
            throw SurfaceRefusal.malformed("The field '" + field + "' is no array of 1 to " + MOST_ITEMS + ".");
        }
        return array;
    }

    private static String text(JsonNode node, String field) {
        if (!node.isTextual()) {
            throw SurfaceRefusal.malformed("The field '" + field + "' is not a string.");
        }
        return node.textValue();
    }

    /** The fields are somebody's texts. */
    @Override
    public String toString() {
        return "SurfaceRequest[" + fields.size() + " fields]";
    }
}
