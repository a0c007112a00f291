package dev.freehold.finetune.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.finetune.dataset.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * What a job may turn, each within a bound; all else is the engine's default.
 *
 * @param nEpochs most passes over the train rows, 1 to 50; early stopping may make fewer
 * @param batchSize rows a batch, 1 to 256
 * @param learningRateMultiplier of the engine's default rate, 0.01 to 100
 * @param gradientAccumulationSteps batches whose gradients are added up before a step, 1 to 64
 * @param earlyStoppingPatience epochs without a lower loss on rows set aside for that, after which training stops and the
 *     best epoch is kept, 1 to 50; 0 sets none aside and takes all epochs
 * @param tunedWeights pairs beside the base, or the base itself
 */
public record Hyperparameters(
        int nEpochs,
        int batchSize,
        double learningRateMultiplier,
        int gradientAccumulationSteps,
        int earlyStoppingPatience,
        TunedWeights tunedWeights) {
    public static final int MOST_EPOCHS = 50;
    public static final int LARGEST_BATCH = 256;
    public static final double LEAST_MULTIPLIER = 0.01;
    public static final double LARGEST_MULTIPLIER = 100;
    public static final int MOST_ACCUMULATED = 64;

    private static final Hyperparameters CLASSIFICATION = new Hyperparameters(8, 16, 1, 1, 3, TunedWeights.LORA);

    /** Few passes: a language model learns rows by heart long before a classifier does. */
    private static final Hyperparameters CHAT = new Hyperparameters(3, 8, 1, 1, 0, TunedWeights.LORA);

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
        if (gradientAccumulationSteps < 1 || gradientAccumulationSteps > MOST_ACCUMULATED) {
            throw new IllegalArgumentException("gradient_accumulation_steps must be 1 to " + MOST_ACCUMULATED);
        }
        if (earlyStoppingPatience < 0 || earlyStoppingPatience > MOST_EPOCHS) {
            throw new IllegalArgumentException("early_stopping_patience must be 0 to " + MOST_EPOCHS);
        }
    }

    /** As a row holds them; those of before the last three were there name none of them. */
    @JsonCreator
    static Hyperparameters stored(
            @JsonProperty("n_epochs") int nEpochs,
            @JsonProperty("batch_size") int batchSize,
            @JsonProperty("learning_rate_multiplier") double learningRateMultiplier,
            @JsonProperty("gradient_accumulation_steps") @Nullable Integer gradientAccumulationSteps,
            @JsonProperty("early_stopping_patience") @Nullable Integer earlyStoppingPatience,
            @JsonProperty("tuned_weights") @Nullable TunedWeights tunedWeights) {
        return new Hyperparameters(
                nEpochs,
                batchSize,
                learningRateMultiplier,
                gradientAccumulationSteps == null ? 1 : gradientAccumulationSteps,
                earlyStoppingPatience == null ? 0 : earlyStoppingPatience,
                tunedWeights == null ? TunedWeights.LORA : tunedWeights);
    }
}
