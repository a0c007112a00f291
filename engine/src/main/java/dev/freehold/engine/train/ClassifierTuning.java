package dev.freehold.engine.train;

import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.worker.Example;
import dev.freehold.engine.worker.TuningParameters;
import dev.freehold.engine.worker.TuningProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tunes a classifier on labelled texts. With one thread, the same examples, parameters and seed give the same result, bit
 * by bit.
 */
public final class ClassifierTuning {
    private final Tensors scope;
    private final EncoderModel base;
    private final TuningParameters parameters;
    private final long seed;

    public ClassifierTuning(Tensors scope, EncoderModel base, TuningParameters parameters, long seed) {
        this.scope = scope;
        this.base = base;
        this.parameters = parameters;
        this.seed = seed;
    }

    /**
     * Tunes.
     *
     * @param progress told of every step
     * @param epochEnds told of every epoch
     * @throws UnusableExamples if the examples have fewer than two classes, or the loss is no longer a number
     */
    public TunedClassifier run(
            List<Example> examples, Consumer<TuningProgress> progress, Consumer<EpochEnd> epochEnds) {
        List<String> labels = labels(examples);
        Adapter.checkLabels(labels);
        SplittableRandom random = new SplittableRandom(seed);
        Tensors.seed(seed);
        Order order = new Order(random.split());
        Split split = Split.of(tokenized(examples, labels), parameters.validationShare(), order);
        Recipe recipe = Recipe.of(parameters, base);
        try (TrainableClassifier classifier = recipe.begin(scope, labels.size(), random.split());
                AdamW optimiser = new AdamW(
                        scope,
                        classifier.groups(parameters.headRateFactor(), parameters.weightDecay()),
                        parameters.maxGradientNorm())) {
            Epochs epochs = new Epochs(classifier, optimiser, order, split);
            return epochs.run(labels, progress, epochEnds);
        }
    }

    /** The names of the classes, in the order that a head has them. */
    public static List<String> labels(List<Example> examples) {
        return List.copyOf(new TreeSet<>(examples.stream().map(Example::label).toList()));
    }

    private List<TokenizedExample> tokenized(List<Example> examples, List<String> labels) {
        try (EncoderTokenizer tokenizer = base.tokenizer(parameters.maxTokens())) {
            List<long[]> rows = tokenizer
                    .tokenize(examples.stream().map(Example::text).toList())
                    .rows();
            Map<String, Integer> classes = new HashMap<>();
            labels.forEach(label -> classes.put(label, classes.size()));
            List<TokenizedExample> tokenized = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                tokenized.add(new TokenizedExample(
                        rows.get(i), classes.getOrDefault(examples.get(i).label(), -1)));
            }
            return tokenized;
        }
    }

    /** The passes over one split. */
    private final class Epochs {
        private final TrainableClassifier classifier;
        private final AdamW optimiser;
        private final Order order;
        private final Split split;
        private final int steps;
        private final Schedule schedule;
        private int step;
        private long trained;

        Epochs(TrainableClassifier classifier, AdamW optimiser, Order order, Split split) {
            this.classifier = classifier;
            this.optimiser = optimiser;
            this.order = order;
            this.split = split;
            int batches = (split.train().size() + parameters.batchSize() - 1) / parameters.batchSize();
            int perEpoch = (batches + parameters.accumulation() - 1) / parameters.accumulation();
            this.steps = Math.multiplyExact(perEpoch, parameters.epochs());
            this.schedule = Schedule.of(parameters.learningRate(), parameters.warmupShare(), steps);
        }

        TunedClassifier run(List<String> labels, Consumer<TuningProgress> progress, Consumer<EpochEnd> epochEnds) {
            List<List<TokenizedExample>> heldOut = order.batches(split.heldOut(), parameters.batchSize());
            double firstLoss = 0;
            double keptLoss = 0;
            int kept = 0;
            int epoch = 0;
            TunedClassifier.Score best = TunedClassifier.Score.NONE;
            List<float[]> values = List.of();
            while (epoch < parameters.epochs() && (heldOut.isEmpty() || epoch - kept < parameters.patience())) {
                epoch++;
                double loss = pass(epoch, progress);
                firstLoss = epoch == 1 ? loss : firstLoss;
                TunedClassifier.Score score = classifier.score(heldOut);
                if (heldOut.isEmpty() || kept == 0 || score.loss() < best.loss()) {
                    best = score;
                    kept = epoch;
                    keptLoss = loss;
                    values = classifier.values();
                }
                boolean looked = !heldOut.isEmpty();
                epochEnds.accept(new EpochEnd(
                        epoch,
                        step,
                        loss,
                        looked ? score.loss() : null,
                        looked ? score.accuracy() : null,
                        classifier::values));
            }
            int looked = split.heldOut().size();
            return new TunedClassifier(labels, values, step, epoch, kept, firstLoss, keptLoss, trained, looked, best);
        }

        private double pass(int epoch, Consumer<TuningProgress> progress) {
            List<List<TokenizedExample>> batches = order.batches(split.train(), parameters.batchSize());
            List<List<List<TokenizedExample>>> taken = Order.cut(batches, parameters.accumulation());
            double sum = 0;
            for (List<List<TokenizedExample>> together : taken) {
                step++;
                double rate = schedule.rate(step);
                double loss = learn(together, rate);
                if (!Double.isFinite(loss)) {
                    throw new UnusableExamples("the loss of step " + step + " is not a number: lower learning_rate");
                }
                sum += loss;
                trained += tokens(together);
                progress.accept(new TuningProgress(epoch, step, steps, loss, rate));
            }
            return sum / taken.size();
        }

        private static long tokens(List<List<TokenizedExample>> batches) {
            return batches.stream()
                    .flatMap(List::stream)
                    .mapToLong(example -> example.ids().length)
                    .sum();
        }

        /** One step: every example of its batches counts the same, however they fall into batches. */
        private double learn(List<List<TokenizedExample>> batches, double rate) {
            double examples = batches.stream().mapToInt(List::size).sum();
            double loss = 0;
            for (List<TokenizedExample> batch : batches) {
                double share = batch.size() / examples;
                try (Tensors inner = scope.inner()) {
                    loss += share * classifier.learn(inner, batch, share);
                }
            }
            try (Tensors inner = scope.inner()) {
                optimiser.step(inner, rate);
            }
            return loss;
        }
    }
}
