package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderTokenizer;
import dev.freehold.engine.lora.Adapter;
import dev.freehold.engine.lora.LoraConfig;
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
 * Tunes an adapter and a classifier on labelled texts. With one thread, the same examples, parameters and seed give the
 * same adapter, bit by bit.
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
     * @param baseName what the adapter calls its base
     * @param progress told of every step
     * @throws UnusableExamples if the examples have fewer than two classes, or the loss is no longer a number
     */
    public TunedAdapter run(String baseName, List<Example> examples, Consumer<TuningProgress> progress) {
        List<String> labels =
                List.copyOf(new TreeSet<>(examples.stream().map(Example::label).toList()));
        Adapter.checkLabels(labels);
        LoraConfig lora = new LoraConfig(
                parameters.rank(), parameters.alpha(), parameters.dropout(), parameters.targets(), baseName);
        SplittableRandom random = new SplittableRandom(seed);
        Tensors.seed(seed);
        Order order = new Order(random.split());
        Split split = Split.of(tokenized(examples, labels), parameters.validationShare(), order);
        List<float[]> first = AdapterSeed.values(lora, base.config(), labels.size(), random.split());
        try (TrainableClassifier classifier = new TrainableClassifier(scope, base, lora, labels.size(), first);
                AdamW optimiser = new AdamW(scope, groups(classifier.parameters()), parameters.maxGradientNorm())) {
            Epochs epochs = new Epochs(classifier, optimiser, order, split);
            return epochs.run(lora, labels, progress);
        }
    }

    /** The classifier's bias comes last, and does not decay. */
    private List<AdamW.Group> groups(List<PtNDArray> all) {
        int last = all.size() - 1;
        return List.of(
                new AdamW.Group(all.subList(0, last), 1, parameters.weightDecay()),
                new AdamW.Group(all.subList(last, last + 1), 1, 0));
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

        Epochs(TrainableClassifier classifier, AdamW optimiser, Order order, Split split) {
            this.classifier = classifier;
            this.optimiser = optimiser;
            this.order = order;
            this.split = split;
            int perEpoch = (split.train().size() + parameters.batchSize() - 1) / parameters.batchSize();
            this.steps = Math.multiplyExact(perEpoch, parameters.epochs());
            this.schedule = Schedule.of(parameters.learningRate(), parameters.warmupShare(), steps);
        }

        TunedAdapter run(LoraConfig lora, List<String> labels, Consumer<TuningProgress> progress) {
            List<List<TokenizedExample>> heldOut = order.batches(split.heldOut(), parameters.batchSize());
            double firstLoss = 0;
            double keptLoss = 0;
            int kept = 0;
            int epoch = 0;
            TunedAdapter.Score best = TunedAdapter.Score.NONE;
            List<float[]> values = List.of();
            while (epoch < parameters.epochs() && (heldOut.isEmpty() || epoch - kept < parameters.patience())) {
                epoch++;
                double loss = pass(epoch, progress);
                firstLoss = epoch == 1 ? loss : firstLoss;
                TunedAdapter.Score score = classifier.score(heldOut);
                if (heldOut.isEmpty() || kept == 0 || score.loss() < best.loss()) {
                    best = score;
                    kept = epoch;
                    keptLoss = loss;
                    values = classifier.values();
                }
            }
            Adapter adapter = new Adapter(lora, labels, values);
            int looked = split.heldOut().size();
            return new TunedAdapter(adapter, step, epoch, kept, firstLoss, keptLoss, looked, best);
        }

        private double pass(int epoch, Consumer<TuningProgress> progress) {
            List<List<TokenizedExample>> batches = order.batches(split.train(), parameters.batchSize());
            double sum = 0;
            for (List<TokenizedExample> batch : batches) {
                step++;
                double rate = schedule.rate(step);
                double loss = learn(batch, rate);
                if (!Double.isFinite(loss)) {
                    throw new UnusableExamples("the loss of step " + step + " is not a number: lower learning_rate");
                }
                sum += loss;
                progress.accept(new TuningProgress(epoch, step, steps, loss, rate));
            }
            return sum / batches.size();
        }

        private double learn(List<TokenizedExample> batch, double rate) {
            try (Tensors inner = scope.inner()) {
                double loss = classifier.learn(inner, batch);
                optimiser.step(inner, rate);
                return loss;
            }
        }
    }
}
