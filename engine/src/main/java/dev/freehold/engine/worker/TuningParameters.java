package dev.freehold.engine.worker;

import java.util.List;

/**
 * Knobs of one tuning, each within a bound.
 *
 * @param method what is tuned: pairs beside the base, or the base itself
 * @param rank of the LoRA matrices, 1 to 256
 * @param alpha LoRA scaling numerator; the update is scaled by alpha / rank
 * @param dropout share of activations dropped before LoRA and before the head while training, 0 to below 1
 * @param targets which linear layers get a LoRA pair: {@code query}, {@code key}, {@code value}, {@code dense}
 * @param learningRate peak step size, above 0 to 1
 * @param headRateFactor the head's step size as a multiple of the others', 0.001 to 1000
 * @param epochs passes over the training part, 1 to 1000
 * @param batchSize examples a batch, 1 to 1024
 * @param accumulation batches a step, whose gradients are added up, 1 to 1024
 * @param maxTokens longest example, in tokens; longer ones are cut, 8 to 8192 and never above the model's positions
 * @param warmupShare part of all steps in which the rate rises, 0 to 1
 * @param weightDecay of AdamW, 0 to 1
 * @param maxGradientNorm above which gradients are scaled down
 * @param validationShare part of the examples held out for early stopping, 0 (never stop early) to 0.5
 * @param patience epochs without a better validation loss after which tuning stops, 1 to 1000
 */
public record TuningParameters(
        TuningMethod method,
        int rank,
        double alpha,
        double dropout,
        List<String> targets,
        double learningRate,
        double headRateFactor,
        int epochs,
        int batchSize,
        int accumulation,
        int maxTokens,
        double warmupShare,
        double weightDecay,
        double maxGradientNorm,
        double validationShare,
        int patience) {
    private static final double HEAD_RATE_FACTOR = 1;
    private static final double FULL_RATE = 1e-4;
    private static final double FULL_HEAD_RATE_FACTOR = 10;

    public TuningParameters {
        targets = List.copyOf(targets);
        within("rank", rank, 1, 256);
        within("alpha", alpha, 1e-3, 4096);
        within("dropout", dropout, 0, 0.95);
        within("learning_rate", learningRate, 1e-9, 1);
        within("head_rate_factor", headRateFactor, 1e-3, 1000);
        within("epochs", epochs, 1, 1000);
        within("batch_size", batchSize, 1, 1024);
        within("accumulation", accumulation, 1, 1024);
        within("max_tokens", maxTokens, 8, 8192);
        within("warmup_share", warmupShare, 0, 1);
        within("weight_decay", weightDecay, 0, 1);
        within("max_gradient_norm", maxGradientNorm, 1e-6, 1e6);
        within("validation_share", validationShare, 0, 0.5);
        within("patience", patience, 1, 1000);
    }

    /** LoRA with the default rate of the head, one batch a step. */
    public TuningParameters(
            int rank,
            double alpha,
            double dropout,
            List<String> targets,
            double learningRate,
            int epochs,
            int batchSize,
            int maxTokens,
            double warmupShare,
            double weightDecay,
            double maxGradientNorm,
            double validationShare,
            int patience) {
        this(
                TuningMethod.LORA,
                rank,
                alpha,
                dropout,
                targets,
                learningRate,
                HEAD_RATE_FACTOR,
                epochs,
                batchSize,
                1,
                maxTokens,
                warmupShare,
                weightDecay,
                maxGradientNorm,
                validationShare,
                patience);
    }

    /** What suits a small classifier of short texts. */
    public static TuningParameters defaults() {
        return new TuningParameters(8, 16, 0.1, List.of("query", "value"), 2e-3, 8, 16, 128, 0.1, 0.01, 1.0, 0.1, 3);
    }

    /** What suits the same where every weight is tuned: a much lower rate, save for the head, which is new. */
    public static TuningParameters fullDefaults() {
        TuningParameters lora = defaults();
        return new TuningParameters(
                TuningMethod.FULL,
                lora.rank,
                lora.alpha,
                lora.dropout,
                lora.targets,
                FULL_RATE,
                FULL_HEAD_RATE_FACTOR,
                lora.epochs,
                lora.batchSize,
                lora.accumulation,
                lora.maxTokens,
                lora.warmupShare,
                lora.weightDecay,
                lora.maxGradientNorm,
                lora.validationShare,
                lora.patience);
    }

    /** These knobs with another number of epochs. */
    public TuningParameters withEpochs(int other) {
        return new TuningParameters(
                method,
                rank,
                alpha,
                dropout,
                targets,
                learningRate,
                headRateFactor,
                other,
                batchSize,
                accumulation,
                maxTokens,
                warmupShare,
                weightDecay,
                maxGradientNorm,
                validationShare,
                patience);
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
        }
    }
}
