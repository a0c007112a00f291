package dev.freehold.contracts.inference;

/**
 * A finished generation.
 *
 * @param text the whole of it
 * @param finishReason {@code stop} (the model ended, or met a stop text) or {@code length}
 * @param completionTokens tokens written
 */
public record Generated(String text, String finishReason, long completionTokens) {
    @Override
    public String toString() {
        return "Generated[" + text.length() + " characters, " + finishReason + "]";
    }
}
