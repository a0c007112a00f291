package dev.freehold.engine.chat;

import dev.freehold.engine.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts a conversation's text into what the assistant wrote, its end of turn included, and everything else. A model learns
 * the first from the second. Parts are cut where a prompt ends and an answer begins, so that an answer learned has the very
 * tokens that it has when it is generated behind the prompt.
 */
public final class TurnMasking {
    private final ChatTemplate template;

    public TurnMasking(ChatTemplate template) {
        this.template = template;
    }

    /**
     * A stretch of text.
     *
     * @param text as the template writes it
     * @param learned whether the assistant wrote it
     */
    public record Part(String text, boolean learned) {
        /** Tells the length only: conversations must not reach a log. */
        @Override
        public String toString() {
            return "Part[" + text.length() + " characters, " + (learned ? "learned]" : "given]");
        }
    }

    /**
     * The parts of a conversation, which together are its text.
     *
     * @throws Refusal if there is no assistant's turn, or if the template writes earlier turns in another way once later ones
     *     follow
     */
    public List<Part> parts(List<ChatTurn> turns) {
        String whole = template.render(turns, false);
        List<Part> parts = new ArrayList<>();
        int done = 0;
        for (int i = 1; i < turns.size(); i++) {
            if (!turns.get(i).role().equals(ChatTurn.ASSISTANT)) {
                continue;
            }
            String prompt = template.render(turns.subList(0, i), true);
            String answered = template.render(turns.subList(0, i + 1), false);
            if (!answered.startsWith(prompt) || !whole.startsWith(answered) || prompt.length() < done) {
                throw new Refusal("the chat template does not write a conversation as a continuation of its beginning: "
                        + "which of its text the assistant wrote cannot be told");
            }
            // Blanks behind the end of turn are the template's, not the assistant's.
            int end = answered.stripTrailing().length();
            if (end > prompt.length()) {
                add(parts, whole.substring(done, prompt.length()), false);
                add(parts, whole.substring(prompt.length(), end), true);
                done = end;
            }
        }
        if (done == 0) {
            throw new Refusal("a conversation needs an answer of the assistant behind the first message");
        }
        add(parts, whole.substring(done), false);
        return parts;
    }

    private static void add(List<Part> parts, String text, boolean learned) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, learned));
        }
    }
}
