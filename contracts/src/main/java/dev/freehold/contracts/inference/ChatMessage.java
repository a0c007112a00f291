package dev.freehold.contracts.inference;

/**
 * One turn of a dialogue.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content text; may be somebody's, so it is in no log
 */
public record ChatMessage(String role, String content) {
    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + content.length() + " characters]";
    }
}
