package dev.freehold.engine.worker;

/** A text and the class that it belongs to. */
public record Example(String text, String label) {
    /** Tells the length only: training data must not reach a log. */
    @Override
    public String toString() {
        return "Example[" + text.length() + " characters]";
    }
}
