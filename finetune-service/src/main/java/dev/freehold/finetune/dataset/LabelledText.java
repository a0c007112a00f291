package dev.freehold.finetune.dataset;

/** One classification row: a text and the class that it belongs to. */
public record LabelledText(String text, String label) {
    /** The text stays out of logs and errors, masked or not. */
    @Override
    public String toString() {
        return "LabelledText[" + text.length() + " characters, " + label + "]";
    }
}
