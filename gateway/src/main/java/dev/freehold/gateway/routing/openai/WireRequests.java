package dev.freehold.gateway.routing.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.inference.ChatMessage;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import dev.freehold.contracts.json.Json;
import java.util.List;

/** Bodies of requests in OpenAI's protocol. */
final class WireRequests {
    private static final int CHARACTERS_A_TOKEN = 3;

    private WireRequests() {}

    /** For embeddings and classes, vectors in text: that is the form every server has. */
    static byte[] inputs(String model, List<String> inputs) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("model", model);
        inputs.forEach(request.putArray("input")::add);
        return bytes(request);
    }

    static byte[] generation(String model, GenerationRequest asked, boolean streamed) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("model", model);
        prompt(request, asked.prompt());
        request.put("max_tokens", asked.maxTokens());
        request.put("temperature", asked.temperature());
        request.put("top_p", asked.topP());
        if (!asked.stop().isEmpty()) {
            asked.stop().forEach(request.putArray("stop")::add);
        }
        if (asked.seed() != null) {
            request.put("seed", asked.seed());
        }
        if (streamed) {
            request.put("stream", true);
            request.putObject("stream_options").put("include_usage", true);
        }
        return bytes(request);
    }

    /** What a prompt is taken to cost where the server says nothing of it, or was cut off before it did. */
    static long estimatedTokens(Prompt prompt) {
        long characters = prompt instanceof Prompt.Chat chat
                ? chat.messages().stream()
                        .mapToLong(message -> message.content().length())
                        .sum()
                : ((Prompt.Text) prompt).text().length();
        return 1 + characters / CHARACTERS_A_TOKEN;
    }

    private static void prompt(ObjectNode request, Prompt prompt) {
        if (prompt instanceof Prompt.Chat chat) {
            ArrayNode messages = request.putArray("messages");
            for (ChatMessage message : chat.messages()) {
                messages.addObject().put("role", message.role()).put("content", message.content());
            }
        } else {
            request.put("prompt", ((Prompt.Text) prompt).text());
        }
    }

    private static byte[] bytes(ObjectNode request) {
        try {
            return Json.MAPPER.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            // Without its message, which could quote a text.
            throw new IllegalStateException(
                    "a request cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
