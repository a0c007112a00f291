package dev.freehold.starter.dialogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.engine.chat.ChatTurn;
import java.util.List;

/**
 * A synthetic conversation that ends with the assistant's answer.
 *
 * @param intent of the last question
 * @param turns perhaps an instruction, then questions and answers
 */
public record Dialogue(String intent, List<ChatTurn> turns) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Dialogue {
        turns = List.copyOf(turns);
    }

    /** The conversation up to its last question. */
    public List<ChatTurn> prompt() {
        return turns.subList(0, turns.size() - 1);
    }

    /** What the assistant answers in the end. */
    public String answer() {
        return turns.get(turns.size() - 1).content();
    }

    /** One line of a dataset in OpenAI's format for chats, without its end mark. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode messages = root.putArray("messages");
        turns.forEach(turn -> messages.addObject().put("role", turn.role()).put("content", turn.content()));
        return root.toString();
    }
}
