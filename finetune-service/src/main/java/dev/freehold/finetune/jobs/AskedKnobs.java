package dev.freehold.finetune.jobs;

import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.TunedWeights;
import java.util.Optional;

/** The hyperparameters that a request names; the others are the default of the rows' kind. */
record AskedKnobs(
        Optional<Integer> nEpochs,
        Optional<Integer> batchSize,
        Optional<Double> learningRateMultiplier,
        Optional<Integer> gradientAccumulationSteps,
        Optional<Integer> earlyStoppingPatience,
        Optional<TunedWeights> tunedWeights) {
    static final AskedKnobs NONE = new AskedKnobs(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Hyperparameters over(Hyperparameters defaults) {
        return new Hyperparameters(
                nEpochs.orElse(defaults.nEpochs()),
                batchSize.orElse(defaults.batchSize()),
                learningRateMultiplier.orElse(defaults.learningRateMultiplier()),
                gradientAccumulationSteps.orElse(defaults.gradientAccumulationSteps()),
                earlyStoppingPatience.orElse(defaults.earlyStoppingPatience()),
                tunedWeights.orElse(defaults.tunedWeights()));
    }
}
