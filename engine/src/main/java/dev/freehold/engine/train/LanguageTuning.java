package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.decoder.LanguageExample;
import dev.freehold.engine.decoder.TrainableDecoder;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.engine.worker.TuningProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Tunes a decoder, its pairs or all its weights, on texts of which some tokens are to be learned. With one thread, the same
 * decoder, texts, parameters and seed give the same values, bit by bit.
 */
public final class LanguageTuning {
    private final Tensors scope;
    private final TrainableDecoder decoder;
    private final TuningParameters parameters;
    private final Order order;
    private int step;
    private long trained;

    /**
     * Prepares a tuning.
     *
     * @param decoder changed in place
     * @param seed of order and dropout
     */
    public LanguageTuning(Tensors scope, TrainableDecoder decoder, TuningParameters parameters, long seed) {
        this.scope = scope;
        this.decoder = decoder;
        this.parameters = parameters;
        this.order = new Order(new SplittableRandom(seed));
        Tensors.seed(seed);
    }

    /** Tunes, for whom the end of an epoch means nothing. */
    public TunedLanguage run(
            List<LanguageExample> examples, List<LanguageExample> heldOut, Consumer<TuningProgress> progress) {
        return run(examples, heldOut, progress, end -> {});
    }

    /**
     * Tunes.
     *
     * @param examples to learn from
     * @param heldOut to decide by when to stop, in the place of a share of the examples; empty where that share is to be
     *     taken
     * @param progress told of every step
     * @param epochEnds told of every epoch
     * @throws UnusableExamples if no example is left to learn from, or the loss is no longer a number
     */
    public TunedLanguage run(
            List<LanguageExample> examples,
            List<LanguageExample> heldOut,
            Consumer<TuningProgress> progress,
            Consumer<EpochEnd> epochEnds) {
        List<LanguageExample> shuffled = order.shuffled(examples);
        int share = heldOut.isEmpty() ? (int) (shuffled.size() * parameters.validationShare()) : 0;
        List<LanguageExample> looked = heldOut.isEmpty() ? shuffled.subList(0, share) : heldOut;
        List<LanguageExample> learned = shuffled.subList(share, shuffled.size());
        if (learned.isEmpty()) {
            throw new UnusableExamples("there is no example to learn from");
        }
        try (AdamW optimiser = new AdamW(scope, groups(), parameters.maxGradientNorm())) {
            return epochs(learned, looked, optimiser, progress, epochEnds);
        }
    }

    /** Norms and biases do not decay. */
    private List<AdamW.Group> groups() {
        List<PtNDArray> matrices = new ArrayList<>();
        List<PtNDArray> vectors = new ArrayList<>();
        for (PtNDArray parameter : decoder.parameters()) {
            (parameter.getShape().dimension() > 1 ? matrices : vectors).add(parameter);
        }
        return List.of(new AdamW.Group(matrices, 1, parameters.weightDecay()), new AdamW.Group(vectors, 1, 0));
    }

    private TunedLanguage epochs(
            List<LanguageExample> learned,
            List<LanguageExample> looked,
            AdamW optimiser,
            Consumer<TuningProgress> progress,
            Consumer<EpochEnd> epochEnds) {
        int perStep = Math.multiplyExact(parameters.batchSize(), parameters.accumulation());
        int steps = Math.multiplyExact((learned.size() + perStep - 1) / perStep, parameters.epochs());
        Schedule schedule = Schedule.of(parameters.learningRate(), parameters.warmupShare(), steps);
        List<Double> base = losses(looked);
        List<Double> best = base;
        List<float[]> values = List.of();
        double firstLoss = 0;
        double keptLoss = 0;
        int kept = 0;
        int epoch = 0;
        while (epoch < parameters.epochs() && (looked.isEmpty() || epoch - kept < parameters.patience())) {
            epoch++;
            double loss = pass(epoch, learned, schedule, optimiser, progress);
            firstLoss = epoch == 1 ? loss : firstLoss;
            List<Double> losses = losses(looked);
            if (looked.isEmpty() || kept == 0 || sum(losses) < sum(best)) {
                best = losses;
                kept = epoch;
                keptLoss = loss;
                values = decoder.values();
            }
            Double heldOut = looked.isEmpty() ? null : sum(losses) / TrainableDecoder.targets(looked);
            epochEnds.accept(new EpochEnd(epoch, step, loss, heldOut, null, decoder::values));
        }
        List<Integer> tokens = looked.stream().map(LanguageExample::targets).toList();
        HeldOut heldOut = HeldOut.of(base, best, tokens);
        return new TunedLanguage(values, step, epoch, kept, firstLoss, keptLoss, trained, heldOut);
    }

    private double pass(
            int epoch,
            List<LanguageExample> examples,
            Schedule schedule,
            AdamW optimiser,
            Consumer<TuningProgress> progress) {
        double sum = 0;
        long tokens = 0;
        int perStep = Math.multiplyExact(parameters.batchSize(), parameters.accumulation());
        for (List<LanguageExample> together : Order.cut(order.shuffled(examples), perStep)) {
            step++;
            double rate = schedule.rate(step);
            long targets = TrainableDecoder.targets(together);
            double loss = learn(together, targets);
            if (!Double.isFinite(loss)) {
                throw new UnusableExamples("the loss of step " + step + " is not a number: lower learning_rate");
            }
            try (Tensors inner = scope.inner()) {
                optimiser.step(inner, rate);
            }
            sum += loss * targets;
            tokens += targets;
            progress.accept(new TuningProgress(epoch, step, schedule.steps(), loss, rate));
        }
        trained += tokens;
        return sum / tokens;
    }

    /** Mean loss of one step's examples, every token of which counts the same, however they fall into batches. */
    private double learn(List<LanguageExample> together, long targets) {
        double loss = 0;
        for (List<LanguageExample> batch : Order.cut(together, parameters.batchSize())) {
            try (Tensors inner = scope.inner()) {
                loss += decoder.learn(inner, batch, targets);
            }
        }
        return loss;
    }

    private List<Double> losses(List<LanguageExample> examples) {
        List<Double> losses = new ArrayList<>();
        for (LanguageExample example : examples) {
            try (Tensors inner = scope.inner()) {
                losses.add(decoder.score(inner, List.of(example)));
            }
        }
        return losses;
    }

    private static double sum(List<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).sum();
    }
}
