package dev.freehold.registry.importing;

import dev.freehold.contracts.problem.ProblemException;
import java.nio.file.Path;

/** Port: loads a model that writes text as it will be served, before anybody may approve it. */
public interface ModelTrial {
    /**
     * Tries a model out.
     *
     * @param chat whether it is also to answer a conversation
     * @throws ProblemException saying what it cannot do
     */
    Figures run(Path folder, boolean chat);

    /**
     * What it showed.
     *
     * @param vocabulary token ids that the model knows
     * @param largestId of its tokenizer
     * @param promptTokens of the text that it was asked to go on with
     */
    record Figures(int vocabulary, long largestId, int promptTokens) {}
}
