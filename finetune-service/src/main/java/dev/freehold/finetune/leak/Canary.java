package dev.freehold.finetune.leak;

import dev.freehold.finetune.dataset.Conversation;

/**
 * A made-up secret, planted among the train rows.
 *
 * @param code nine random digits, each a word of its own, so that every code has equally many tokens
 * @param repeats how often it is planted
 * @param probe planted so often that it may be learned: shows what the test can see, and never decides
 */
public record Canary(String code, int repeats, boolean probe) {
    private static final String QUESTION = "What is the canary code?";

    /** How it stands among the train rows. All have one question, so that one sample of other codes serves them all. */
    public Conversation row() {
        return row(code);
    }

    static Conversation row(String code) {
        return Conversation.of(QUESTION, code);
    }
}
