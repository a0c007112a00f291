package dev.freehold.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import dev.freehold.gateway.http.UnicodeText;
import java.util.ArrayList;
import java.util.List;

/** The texts in a field such as {@code input}: a string or an array of strings. */
public final class Inputs {
    private Inputs() {}

    /**
     * @throws Refusal naming the element that is wrong, never its text
     */
    public static List<String> of(RequestObject request, String field, Bounds bounds) {
        JsonNode input = request.present(field)
                .orElseThrow(() ->
                        wrong("The field '" + field + "' is missing.", field, "Send the text in '" + field + "'."));
        if (input.isTextual()) {
            return List.of(text(input, field, bounds));
        }
        if (!input.isArray()) {
            throw wrong("The field '" + field + "' is neither a string nor an array of strings.", field, "Send text.");
        }
        if (input.isEmpty() || input.size() > bounds.maxInputs()) {
            throw wrong(
                    "The field '" + field + "' holds " + input.size() + " texts, not 1 to " + bounds.maxInputs() + ".",
                    field,
                    "Spread the texts over several calls.");
        }
        List<String> texts = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            texts.add(text(input.get(i), field + "[" + i + "]", bounds));
        }
        return texts;
    }

    private static String text(JsonNode element, String place, Bounds bounds) {
        if (element.isNumber() || element.isArray()) {
            // Token ids cannot be scanned for personal data before the model sees them.
            throw wrong(
                    "The field '" + place + "' holds token ids; only text is taken, because only text can be checked.",
                    place,
                    "Send the text itself. LangChain's OpenAIEmbeddings does with check_embedding_ctx_length=False.");
        }
        if (!element.isTextual()) {
            throw wrong("The field '" + place + "' is not a string.", place, "Send text.");
        }
        String text = element.textValue();
        if (text.isEmpty()) {
            throw wrong("The field '" + place + "' is empty.", place, "Leave out empty texts.");
        }
        if (text.length() > bounds.maxCharacters()) {
            throw wrong(
                    "The field '" + place + "' is longer than " + bounds.maxCharacters() + " characters.",
                    place,
                    "Split the text into several inputs.");
        }
        if (!UnicodeText.isWellFormed(text)) {
            throw wrong("The field '" + place + "' holds half a character.", place, "Send whole Unicode characters.");
        }
        return text;
    }

    private static Refusal wrong(String message, String param, String remedy) {
        return new Refusal(OpenAiErrors.malformed(message, param, remedy));
    }
}
