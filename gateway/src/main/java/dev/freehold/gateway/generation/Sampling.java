package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import dev.freehold.gateway.http.RequestObject;
import dev.freehold.gateway.http.UnicodeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much is written, and how freely.
 *
 * @param stop texts before which the answer ends
 */
record Sampling(
        int maxTokens,
        double temperature,
        double topP,
        List<String> stop,
        @Nullable Long seed) {
    private static final String STOP = "stop";
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_STOP = 256;

    Sampling {
        stop = List.copyOf(stop);
    }

    /**
     * @param usual tokens where the request names no limit
     * @param most tokens that this gateway lets a call have
     * @throws Refusal naming the field that is wrong
     */
    static Sampling read(RequestObject request, int usual, int most) {
        return new Sampling(
                maxTokens(request, usual, most),
                within(request, "temperature", 0, 2).orElse(1.0),
                topP(request),
                stops(request),
                request.integer("seed").orElse(null));
    }

    GenerationRequest of(GenerationRequest.Prompt prompt) {
        return new GenerationRequest(prompt, maxTokens, temperature, topP, stop, seed);
    }

    private static int maxTokens(RequestObject request, int usual, int most) {
        Optional<Integer> old = request.positiveInteger("max_tokens");
        Optional<Integer> current = request.positiveInteger("max_completion_tokens");
        if (old.isPresent() && current.isPresent() && !old.equals(current)) {
            throw wrong(
                    "The fields 'max_tokens' and 'max_completion_tokens' differ.",
                    "max_completion_tokens",
                    "Send one of them.");
        }
        int asked = current.or(() -> old).orElse(Math.min(usual, most));
        if (asked > most) {
            String field = current.isPresent() ? "max_completion_tokens" : "max_tokens";
            throw wrong(
                    "The field '" + field + "' is more than the " + most + " tokens that one call may have.",
                    field,
                    "Ask for at most " + most + ".");
        }
        return asked;
    }

    private static double topP(RequestObject request) {
        double share = within(request, "top_p", 0, 1).orElse(1.0);
        if (share == 0) {
            throw wrong(
                    "The field 'top_p' is 0, which leaves nothing to choose from.",
                    "top_p",
                    "Send a share above 0, or temperature 0 for the likeliest text.");
        }
        return share;
    }

    private static Optional<Double> within(RequestObject request, String field, double least, double most) {
        Optional<Double> value = request.number(field);
        if (value.isPresent() && !(value.get() >= least && value.get() <= most)) {
            throw wrong(
                    "The field '" + field + "' is not within " + (int) least + " to " + (int) most + ".",
                    field,
                    "Send a number within these bounds.");
        }
        return value;
    }

    private static List<String> stops(RequestObject request) {
        JsonNode value = request.present(STOP).orElse(null);
        if (value == null) {
            return List.of();
        }
        List<String> stops = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> stops.add(stop(element)));
        } else {
            stops.add(stop(value));
        }
        if (stops.size() > MOST_STOPS) {
            throw wrong("The field 'stop' holds more than 4 texts.", STOP, "Send at most 4.");
        }
        return stops;
    }

    private static String stop(JsonNode element) {
        String text = element.isTextual() ? element.textValue() : "";
        if (text.isEmpty() || text.length() > LONGEST_STOP || !UnicodeText.isWellFormed(text)) {
            throw wrong(
                    "The field 'stop' holds something else than 1 to " + LONGEST_STOP + " characters of text.",
                    STOP,
                    "Send a string, or an array of at most 4.");
        }
        return text;
    }

    private static Refusal wrong(String message, String field, String remedy) {
        return new Refusal(OpenAiErrors.malformed(message, field, remedy));
    }
}
