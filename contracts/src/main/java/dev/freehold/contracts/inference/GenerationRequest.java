package dev.freehold.contracts.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, and how.
 *
 * @param maxTokens most tokens to write, at least 1; fewer where the model's positions end
 * @param temperature 0 (greedy) to 2
 * @param topP share of probability that is sampled from, above 0 to 1
 * @param stop texts before which the answer ends, at most 4; none is part of it
 * @param seed of the sampling; absent for a new one each time
 */
public record GenerationRequest(
        Prompt prompt,
        int maxTokens,
        double temperature,
        double topP,
        List<String> stop,
        @Nullable Long seed) {
    /** What the model goes on from. */
    public sealed interface Prompt {
        /** A dialogue, put into words by the model's own chat template. */
        record Chat(List<ChatMessage> messages) implements Prompt {
            public Chat {
                messages = List.copyOf(messages);
            }
        }

        /** A text, as it is. */
        record Text(String text) implements Prompt {
            @Override
            public String toString() {
                return "Text[" + text.length() + " characters]";
            }
        }
    }

    public GenerationRequest {
        if (maxTokens < 1 || !(temperature >= 0 && temperature <= 2) || !(topP > 0 && topP <= 1) || stop.size() > 4) {
            throw new IllegalArgumentException(
                    "max tokens from 1, temperature 0 to 2, top_p above 0 to 1, at most 4 stops");
        }
        stop = List.copyOf(stop);
    }
}
