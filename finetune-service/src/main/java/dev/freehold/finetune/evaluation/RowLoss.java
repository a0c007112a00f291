package dev.freehold.finetune.evaluation;

/**
 * How much a model is surprised by what a row wants learned: the assistant's turns.
 *
 * @param loss sum over the tokens of their negative log probability, in nats
 * @param tokens that it is summed over, at least 1
 */
public record RowLoss(double loss, long tokens) {
    public RowLoss {
        if (!Double.isFinite(loss) || loss < 0 || tokens < 1) {
            throw new IllegalArgumentException("a row's loss is a finite sum over at least one token");
        }
    }
}
