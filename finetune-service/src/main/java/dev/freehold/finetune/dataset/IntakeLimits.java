package dev.freehold.finetune.dataset;

/**
 * How much one training file may hold.
 *
 * @param fileBytes largest file, in bytes
 * @param rows most rows
 */
public record IntakeLimits(long fileBytes, int rows) {
    public static final long LARGEST_FILE_BYTES = 64L << 20;
    public static final int MOST_ROWS = 100_000;
    static final int TEXT_CHARACTERS = 8_000;
    static final int LABEL_CHARACTERS = 64;
    static final int FEWEST_LABELS = 2;
    static final int MOST_LABELS = 64;
    /** Below this, a 70/30 split leaves a class with fewer than two rows to be measured on. */
    static final int FEWEST_ROWS_A_LABEL = 8;
    /** A text of 8,000 characters, each written as a six-byte escape, and its label fit in. */
    static final int LINE_BYTES = 1 << 16;

    static final int MOST_TURNS = 64;
    /** All turns of one conversation together. */
    static final int CONVERSATION_CHARACTERS = 32_000;
    /** As above, for a conversation. */
    static final int CHAT_LINE_BYTES = 1 << 18;
    /** Below this, a 70/30 split leaves fewer than three conversations to be measured on. */
    static final int FEWEST_CONVERSATIONS = 10;

    static final int ERRORS_LISTED = 100;

    public IntakeLimits {
        if (fileBytes < 1 || fileBytes > LARGEST_FILE_BYTES) {
            throw new IllegalArgumentException(
                    "freehold.finetune.intake.file-bytes must be 1 to " + LARGEST_FILE_BYTES + ", not " + fileBytes);
        }
        if (rows < FEWEST_LABELS * FEWEST_ROWS_A_LABEL || rows > MOST_ROWS) {
            throw new IllegalArgumentException("freehold.finetune.intake.rows must be "
                    + FEWEST_LABELS * FEWEST_ROWS_A_LABEL + " to " + MOST_ROWS + ", not " + rows);
        }
    }

    public static IntakeLimits largest() {
        return new IntakeLimits(LARGEST_FILE_BYTES, MOST_ROWS);
    }
}
