package dev.freehold.finetune.leak;

import dev.freehold.finetune.dataset.Conversation;
import java.util.List;

/**
 * A made-up secret, planted among the train rows as the answer to a question of its own: answers to one question would stand in
 * each other's way, and hide what was learned.
 *
 * @param number from 1; names the question
 * @param code nine random digits, each a word of its own, so that every code has equally many tokens
 * @param repeats how often it is planted
 * @param probe planted so often that it may be learned: shows what the test can see, and never decides
 */
public record Canary(int number, String code, int repeats, boolean probe) {
    /** How it stands among the train rows. */
    public Conversation row() {
        return row(code);
    }

    /** What its question was not answered with. */
    public List<Conversation> rows(List<String> others) {
        return others.stream().map(this::row).toList();
    }

    private Conversation row(String answer) {
        return Conversation.of("What is canary code " + number + "?", answer);
    }
}
