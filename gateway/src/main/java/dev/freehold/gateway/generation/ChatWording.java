package dev.freehold.gateway.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.decision.Actions;
import dev.freehold.contracts.inference.ChatMessage;
import dev.freehold.contracts.inference.GenerationRequest.Prompt;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The words of POST /v1/chat/completions.
 *
 * @param roles of the messages, in order
 */
record ChatWording(List<String> roles) implements Wording {
    private static final String CONTENT = "content";
    private static final String ROLE = "role";
    private static final String ASSISTANT = "assistant";
    private static final String DELTA = "delta";

    ChatWording {
        roles = List.copyOf(roles);
    }

    @Override
    public String action() {
        return Actions.MODEL_CHAT;
    }

    @Override
    public String field() {
        return "messages";
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String whole() {
        return "chat.completion";
    }

    @Override
    public String chunk() {
        return "chat.completion.chunk";
    }

    @Override
    public Prompt prompt(List<String> texts) {
        return new Prompt.Chat(IntStream.range(0, roles.size())
                .mapToObj(i -> new ChatMessage(roles.get(i), texts.get(i)))
                .toList());
    }

    @Override
    public void writeWhole(ObjectNode choice, String text) {
        choice.putObject("message").put(ROLE, ASSISTANT).put(CONTENT, text).putNull("refusal");
    }

    @Override
    public boolean hasOpening() {
        return true;
    }

    @Override
    public void writeOpening(ObjectNode choice) {
        choice.putObject(DELTA).put(ROLE, ASSISTANT).put(CONTENT, "").putNull("refusal");
    }

    @Override
    public void writePiece(ObjectNode choice, String text) {
        choice.putObject(DELTA).put(CONTENT, text);
    }

    @Override
    public void writeLast(ObjectNode choice) {
        choice.putObject(DELTA);
    }
}
