package dev.freehold.finetune.run;

import dev.freehold.finetune.dataset.RowKind;

/**
 * What a job may turn, each within a bound; all else is the engine's default.
 *
 * @param nEpochs most passes over the train rows, 1 to 50; early stopping may make fewer
 * @param batchSize rows a step, 1 to 256
 * @param learningRateMultiplier of the engine's default rate, 0.01 to 100
 */
public record Hyperparameters(int nEpochs, int batchSize, double learningRateMultiplier) {
    public static final int MOST_EPOCHS = 50;
    public static final int LARGEST_BATCH = 256;
    public static final double LEAST_MULTIPLIER = 0.01;
    public static final double LARGEST_MULTIPLIER = 100;
    private static final Hyperparameters CLASSIFICATION = new Hyperparameters(8, 16, 1);
    /** Few passes: a language model learns rows by heart long before a classifier does. */
    private static final Hyperparameters CHAT = new Hyperparameters(3, 8, 1);

    /** What a job has that asks for nothing else. */
    public static Hyperparameters defaultsFor(RowKind kind) {
        return kind == RowKind.CHAT ? CHAT : CLASSIFICATION;
    }

    public Hyperparameters {
        if (nEpochs < 1 || nEpochs > MOST_EPOCHS) {
            throw new IllegalArgumentException("n_epochs must be 1 to " + MOST_EPOCHS);
        }
        if (batchSize < 1 || batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException("batch_size must be 1 to " + LARGEST_BATCH);
        }
        if (!(learningRateMultiplier >= LEAST_MULTIPLIER && learningRateMultiplier <= LARGEST_MULTIPLIER)) {
            throw new IllegalArgumentException(
                    "learning_rate_multiplier must be " + LEAST_MULTIPLIER + " to " + LARGEST_MULTIPLIER);
        }
    }
}
