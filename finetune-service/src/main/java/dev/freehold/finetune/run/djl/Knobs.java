package dev.freehold.finetune.run.djl;

import dev.freehold.engine.worker.ChatTuningRequest;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.finetune.run.Hyperparameters;
import dev.freehold.finetune.run.TunedWeights;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's knobs: those that a job turns, over the engine's defaults. */
final class Knobs {
    private Knobs() {}

    static TuningParameters classification(Hyperparameters asked) {
        TuningParameters defaults = full(asked) ? TuningParameters.fullDefaults() : TuningParameters.defaults();
        return turned(defaults, asked.earlyStoppingPatience() == 0 ? 0 : defaults.validationShare(), asked);
    }

    /** The engine takes no share for early stopping: canaries are among its rows, and one set aside would test nothing. */
    static TuningParameters chat(Hyperparameters asked) {
        return turned(full(asked) ? ChatTuningRequest.fullDefaults() : ChatTuningRequest.loraDefaults(), 0, asked);
    }

    private static boolean full(Hyperparameters asked) {
        return asked.tunedWeights() == TunedWeights.FULL;
    }

    private static TuningParameters turned(TuningParameters defaults, double validationShare, Hyperparameters asked) {
        return new TuningParameters(
                defaults.method(),
                defaults.rank(),
                defaults.alpha(),
                defaults.dropout(),
                defaults.targets(),
                defaults.learningRate() * asked.learningRateMultiplier(),
                defaults.headRateFactor(),
                asked.nEpochs(),
                asked.batchSize(),
                asked.gradientAccumulationSteps(),
                defaults.maxTokens(),
                defaults.warmupShare(),
                defaults.weightDecay(),
                defaults.maxGradientNorm(),
                validationShare,
                Math.max(1, asked.earlyStoppingPatience()));
    }

    /** Every knob as text, for the lineage. */
    static SortedMap<String, String> named(TuningParameters knobs, int threads) {
        SortedMap<String, String> all = new TreeMap<>();
        all.put("accumulation", String.valueOf(knobs.accumulation()));
        all.put("alpha", String.valueOf(knobs.alpha()));
        all.put("batch_size", String.valueOf(knobs.batchSize()));
        all.put("dropout", String.valueOf(knobs.dropout()));
        all.put("epochs", String.valueOf(knobs.epochs()));
        all.put("head_rate_factor", String.valueOf(knobs.headRateFactor()));
        all.put("learning_rate", String.valueOf(knobs.learningRate()));
        all.put("max_gradient_norm", String.valueOf(knobs.maxGradientNorm()));
        all.put("max_tokens", String.valueOf(knobs.maxTokens()));
        all.put("method", String.valueOf(knobs.method()));
        all.put("patience", String.valueOf(knobs.patience()));
        all.put("rank", String.valueOf(knobs.rank()));
        all.put("targets", String.join(",", knobs.targets()));
        all.put("threads", String.valueOf(threads));
        all.put("validation_share", String.valueOf(knobs.validationShare()));
        all.put("warmup_share", String.valueOf(knobs.warmupShare()));
        all.put("weight_decay", String.valueOf(knobs.weightDecay()));
        return all;
    }
}
