package dev.freehold.gateway.house;

import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import java.util.stream.Collectors;

/** What a model reads, as one line: the roles and texts of a dialogue, or the text. */
final class GenerationTexts {
    private GenerationTexts() {}

    static String of(GenerationRequest request) {
        return request.prompt() instanceof Prompt.Chat chat
                ? chat.messages().stream()
                        .map(message -> message.role() + ": " + message.content())
                        .collect(Collectors.joining(" | "))
                : ((Prompt.Text) request.prompt()).text();
    }
}
