package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.gateway.call.Bounds;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import dev.freehold.gateway.http.UnicodeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The dialogue in {@code messages}: roles and texts, one of each a message.
 *
 * @param texts of each message, its parts joined by line ends, so that a scan sees what the model would
 */
record Messages(List<String> roles, List<String> texts) {
    private static final String FIELD = "messages";

    Messages {
        roles = List.copyOf(roles);
        texts = List.copyOf(texts);
    }

    /**
     * @throws Refusal naming the place that is wrong, never its text
     */
    static Messages read(RequestObject request, Bounds bounds) {
        JsonNode messages = request.present(FIELD)
                .orElseThrow(
                        () -> wrong("The field 'messages' is missing.", FIELD, "Send the dialogue in 'messages'."));
        if (!messages.isArray() || messages.isEmpty() || messages.size() > bounds.maxInputs()) {
            throw wrong(
                    "The field 'messages' is not an array of 1 to " + bounds.maxInputs() + " messages.",
                    FIELD,
                    "Send the last turns of the dialogue.");
        }
        List<String> roles = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String place = FIELD + "[" + i + "]";
            roles.add(role(messages.get(i), place));
            texts.add(text(messages.get(i), place + ".content", bounds));
        }
        return new Messages(roles, texts);
    }

    private static String role(JsonNode message, String place) {
        for (String tool : List.of("tool_calls", "function_call", "audio")) {
            if (message.hasNonNull(tool) && !message.get(tool).isEmpty()) {
                throw wrong(
                        "The field '" + place + "." + tool + "' asks for what this gateway does not offer.",
                        place + "." + tool,
                        "Send text alone.");
            }
        }
        String role = message.path("role").asText();
        return switch (role) {
            case "system", "developer" -> "system";
            case "user", "assistant" -> role;
            default ->
                throw wrong(
                        "The field '" + place + ".role' is none of system, developer, user and assistant.",
                        place + ".role",
                        "Use one of these roles; tools are not offered here.");
        };
    }

    private static String text(JsonNode message, String place, Bounds bounds) {
        JsonNode content = message.path("content");
        String text;
        if (content.isTextual()) {
            text = content.textValue();
        } else if (content.isArray() && content.size() > 0 && content.size() <= bounds.maxInputs()) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < content.size(); i++) {
                parts.add(part(content.get(i), place + "[" + i + "]"));
            }
            text = String.join("\n", parts);
        } else {
            throw wrong(
                    "The field '" + place + "' is neither a string nor an array of text parts.", place, "Send text.");
        }
        if (text.length() > bounds.maxCharacters()) {
            throw wrong(
                    "The field '" + place + "' is longer than " + bounds.maxCharacters() + " characters.",
                    place,
                    "Shorten the message.");
        }
        if (!UnicodeText.isWellFormed(text)) {
            throw wrong("The field '" + place + "' holds half a character.", place, "Send whole Unicode characters.");
        }
        return text;
    }

    private static String part(JsonNode part, String place) {
        if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
            throw wrong(
                    "The field '" + place + "' is no text part; only text is taken, because only text can be checked.",
                    place,
                    "Send parts of the form {\"type\": \"text\", \"text\": ...}.");
        }
        return part.get("text").textValue();
    }

    private static Refusal wrong(String message, String param, String remedy) {
        return new Refusal(OpenAiErrors.malformed(message, param, remedy));
    }

    /** Sizes only: the texts are somebody's. */
    @Override
    public String toString() {
        return "Messages[" + texts.size() + "]";
    }
}
