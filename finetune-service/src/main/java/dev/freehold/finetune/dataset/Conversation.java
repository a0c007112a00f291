package dev.freehold.finetune.dataset;

import java.util.List;

/** One chat row: an exchange whose assistant's turns are learned. */
public record Conversation(List<Turn> messages) {
    public Conversation {
        messages = List.copyOf(messages);
    }

    /**
     * One message of it.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     */
    public record Turn(String role, String content) {
        public static final String SYSTEM = "system";
        public static final String USER = "user";
        public static final String ASSISTANT = "assistant";

        /** The text stays out of logs and errors, masked or not. */
        @Override
        public String toString() {
            return "Turn[" + role + ", " + content.length() + " characters]";
        }
    }

    /** A question with its answer. */
    public static Conversation of(String question, String answer) {
        return new Conversation(List.of(new Turn(Turn.USER, question), new Turn(Turn.ASSISTANT, answer)));
    }
}
