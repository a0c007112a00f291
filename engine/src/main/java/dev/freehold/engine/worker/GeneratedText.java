package dev.freehold.engine.worker;

/**
 * A finished generation.
 *
 * @param text the whole of it, without the stop text
 * @param finish why it ended
 * @param promptTokens token usage of the prompt, as the model read it
 * @param completionTokens tokens that the model wrote, its end mark included
 */
public record GeneratedText(String text, Finish finish, int promptTokens, int completionTokens) {
    /** Why a generation ended. */
    public enum Finish {
        /** The model ended, or met a stop text. */
        STOP,
        /** The most tokens asked for, or the model's positions, were used up. */
        LENGTH,
        /** The sink wanted no more. */
        CANCELLED
    }

    /** Tells the length only: answers must not reach a log. */
    @Override
    public String toString() {
        return "GeneratedText[" + text.length() + " characters, " + finish + ", " + promptTokens + " + "
                + completionTokens + " tokens]";
    }
}
