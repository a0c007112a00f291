package dev.freehold.finetune.dataset;

/**
 * A text of a row that a model is trained or measured on.
 *
 * @param line of the masked file, from 1
 * @param field where in the row it stands, such as {@code messages[1].content}
 */
public record RowText(int line, String field, String text) {
    /** The text stays out of logs and errors, masked or not. */
    @Override
    public String toString() {
        return "RowText[" + line + ", " + field + ", " + text.length() + " characters]";
    }
}
