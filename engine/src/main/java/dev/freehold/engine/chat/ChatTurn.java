package dev.freehold.engine.chat;

/**
 * One message of a conversation.
 *
 * @param role as chat templates know it: system, user or assistant
 * @param content what was said
 */
public record ChatTurn(String role, String content) {
    /** The role whose turns a model learns to write. */
    public static final String ASSISTANT = "assistant";

    /** Tells the length only: conversations must not reach a log. */
    @Override
    public String toString() {
        return "ChatTurn[" + role + ", " + content.length() + " characters]";
    }
}
