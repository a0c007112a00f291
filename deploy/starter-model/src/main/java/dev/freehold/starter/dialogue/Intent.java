package dev.freehold.starter.dialogue;

import java.util.List;

/**
 * Something that customers ask for.
 *
 * @param name of the intent
 * @param closing last sentence of every answer to it, and of no other intent's
 * @param answer what is answered; without slots, since so small a model copies words badly
 * @param questions ways to ask for it, with slots in braces
 * @param unseenQuestions more ways, which no model is taught
 */
public record Intent(String name, String closing, String answer, List<String> questions, List<String> unseenQuestions) {
    public Intent {
        questions = List.copyOf(questions);
        unseenQuestions = List.copyOf(unseenQuestions);
    }
}
