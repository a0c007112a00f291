package dev.freehold.engine.worker;

import dev.freehold.engine.chat.ChatTurn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, and how.
 *
 * @param prompt what the model goes on from
 * @param maxTokens most tokens to write, 1 to 1000000; fewer where the model's positions end
 * @param temperature 0 (always the likeliest token) to 2
 * @param topP share of probability that is sampled from, above 0 to 1
 * @param stop texts before which the answer ends, at most 16 of 1 to 1000 characters; none is part of it
 * @param seed of the sampling, 0 or any other; absent for a new one each time
 */
public record GenerationSpec(
        Prompt prompt,
        int maxTokens,
        double temperature,
        double topP,
        List<String> stop,
        @Nullable Long seed) {
    private static final int MAX_TOKENS = 1_000_000;
    private static final int MAX_STOPS = 16;
    private static final int MAX_STOP = 1000;

    /** What a model goes on from. */
    public sealed interface Prompt {
        /** All that people or programs wrote in it. */
        List<String> texts();

        /** A conversation, put into words by the model's own chat template; the assistant speaks next. */
        record Chat(List<ChatTurn> turns) implements Prompt {
            public Chat {
                turns = List.copyOf(turns);
            }

            @Override
            public List<String> texts() {
                return turns.stream().map(ChatTurn::content).toList();
            }
        }

        /** A text, as it is. */
        record Text(String text) implements Prompt {
            @Override
            public List<String> texts() {
                return List.of(text);
            }

            /** Tells the length only: prompts must not reach a log. */
            @Override
            public String toString() {
                return "Text[" + text.length() + " characters]";
            }
        }
    }

    public GenerationSpec {
        stop = List.copyOf(stop);
        require(maxTokens >= 1 && maxTokens <= MAX_TOKENS, "maxTokens must be 1 to " + MAX_TOKENS);
        require(temperature >= 0 && temperature <= 2, "temperature must be 0 to 2");
        require(topP > 0 && topP <= 1, "topP must be above 0 to 1");
        require(stop.size() <= MAX_STOPS, "stop must have at most " + MAX_STOPS + " texts");
        require(
                stop.stream().noneMatch(text -> text.isEmpty() || text.length() > MAX_STOP),
                "a stop text must have 1 to " + MAX_STOP + " characters");
    }

    /** A spec that always takes the likeliest token. */
    public static GenerationSpec greedy(Prompt prompt, int maxTokens) {
        return new GenerationSpec(prompt, maxTokens, 0, 1, List.of(), null);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
