package dev.freehold.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.standalone.cli.PlatformClient.Answer;
import java.io.IOException;

/** The application's part: governed calls, and one that is denied. */
final class CallStory {
    private static final String ADDRESS = " Mail me at anna.k@example.com.";
    private static final String CARD = " It is about my card 4111 1111 1111 1111.";

    private final DemoActors actors;
    private final Subject subject;
    private final Narrator narrator;

    CallStory(DemoActors actors, Subject subject, Narrator narrator) {
        this.actors = actors;
        this.subject = subject;
        this.narrator = narrator;
    }

    /**
     * What the proof goes on with.
     *
     * @param decision id of the answered call's decision
     * @param receipt the answered call's receipt
     */
    record Called(String decision, String receipt, int denied) {}

    Called call() throws IOException, InterruptedException {
        narrator.step("An application calls, with its own key and nothing else");
        Answer embeddings = ask("embeddings", ModelStory.MODEL, "The transfer never arrived.");
        narrator.fact(
                "/v1/embeddings: %d dimensions",
                embeddings
                        .expectOk("embeddings")
                        .path("data")
                        .path(0)
                        .path("embedding")
                        .size());
        Answer classified = ask("classify", subject.adapter(), subject.question() + ADDRESS);
        JsonNode answer = classified.expectOk("classify").path("data").path(0);
        String masked = header(classified, "x-freehold-masked");
        if (!masked.contains("email")) {
            throw new IOException("the address in the text was not masked: \"" + masked + "\"");
        }
        narrator.fact(
                "/v1/classify: %s (%.0f %%); masked before the model saw it: %s",
                answer.path("label").asText(), 100 * likeliest(answer.path("probs")), masked);
        narrator.step("A call that policy denies");
        Answer denied = ask("classify", subject.adapter(), subject.question() + CARD);
        JsonNode error = denied.body().path("error");
        if (denied.status() != 403) {
            throw new IOException("a payment card was let through: " + denied.status());
        }
        narrator.fact(
                "%d %s: %s",
                denied.status(),
                error.path("code").asText(),
                error.path("message").asText());
        return new Called(header(classified, "x-freehold-decision"), header(classified, "x-freehold-receipt"), 1);
    }

    private static double likeliest(JsonNode probabilities) {
        double best = 0;
        for (JsonNode probability : probabilities) {
            best = Math.max(best, probability.asDouble());
        }
        return best;
    }

    private Answer ask(String surface, String model, String input) throws IOException, InterruptedException {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("model", model);
        request.put("input", input);
        return actors.askWhenKnown("/v1/" + surface, request);
    }

    private static String header(Answer answer, String name) {
        return answer.http().headers().firstValue(name).orElse("");
    }
}
