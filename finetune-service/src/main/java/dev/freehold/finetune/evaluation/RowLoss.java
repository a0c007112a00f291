package dev.freehold.finetune.evaluation;

/**
 * How much a model is surprised by what a row wants learned: the assistant's turns.
 *
 * @param loss sum over the tokens of their negative log probability, in nats
 * @param tokens that it is summed over; 0 where the row is longer than the model reads, and nothing of the turns is left
 */
public record RowLoss(double loss, long tokens) {
    public static final RowLoss NOTHING = new RowLoss(0, 0);

    public RowLoss {
        if (!Double.isFinite(loss) || loss < 0 || tokens < 0) {
            throw new IllegalArgumentException("a row's loss is a finite sum over tokens");
        }
    }

    public RowLoss plus(RowLoss other) {
        return new RowLoss(loss + other.loss, tokens + other.tokens);
    }

    /** What is left without a part of the row; rounding never leaves less than nothing. */
    public RowLoss less(RowLoss part) {
        return new RowLoss(Math.max(0, loss - part.loss), Math.max(0, tokens - part.tokens));
    }
}
