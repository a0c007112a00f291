package dev.freehold.engine.decoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.NamedShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A decoder that gradients flow into: either into low-rank pairs beside a frozen base, or into all weights. Not
 * thread-safe; parameters are updated in place by an optimiser.
 */
public final class TrainableDecoder implements AutoCloseable {
    private final Tensors memory;
    private final DecoderConfig config;
    private final List<NamedShape> layout;
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final List<PtNDArray> weights;
    private final List<PtNDArray> pairs;
    private final PtNDArray frequencies;
    private final Program program;

    private TrainableDecoder(
            Tensors scope,
            DecoderConfig config,
            List<NamedShape> layout,
            List<float[]> values,
            List<PtNDArray> frozen,
            Pairs added) {
        this.config = config;
        this.layout = layout;
        this.memory = scope.inner();
        for (int i = 0; i < layout.size(); i++) {
            parameters.add(memory.parameter(values.get(i), layout.get(i).sizes()));
        }
        boolean all = frozen.isEmpty();
        this.weights = all ? parameters : frozen;
        // A list without members cannot be passed; without targets nothing reads it.
        this.pairs = layout.isEmpty() || all ? List.of(memory.floats(new float[1], 1)) : parameters;
        float[] turns = config.rotary().frequencies(config.headWidth());
        this.frequencies = memory.floats(turns, turns.length);
        this.program = Program.compile(memory, DecoderProgram.CLASS, DecoderProgram.training(config, added, all));
    }

    /**
     * Trains pairs beside a base that stays as it is.
     *
     * @param values one array for each of {@link DecoderLora#tensors}
     */
    public static TrainableDecoder adapter(Tensors scope, DecoderModel base, DecoderLora lora, List<float[]> values) {
        return new TrainableDecoder(
                scope, base.config(), lora.tensors(base.config()), values, base.weights(), Pairs.of(lora));
    }

    /**
     * Trains all weights.
     *
     * @param values one array for each of {@link DecoderLayout#weights}; copied
     */
    public static TrainableDecoder whole(Tensors scope, DecoderConfig config, List<float[]> values) {
        return new TrainableDecoder(scope, config, DecoderLayout.weights(config), values, List.of(), Pairs.NONE);
    }

    /** Trains nothing: a base that is only asked for losses and logits. */
    public static TrainableDecoder frozen(Tensors scope, DecoderModel base) {
        return new TrainableDecoder(scope, base.config(), List.of(), List.of(), base.weights(), Pairs.NONE);
    }

    /** Sizes. */
    public DecoderConfig config() {
        return config;
    }

    /** Names and shapes of the parameters, in their order. */
    public List<NamedShape> layout() {
        return layout;
    }

    /** What is trained. */
    public List<PtNDArray> parameters() {
        return List.copyOf(parameters);
    }

    /** A copy of the parameters' present values. */
    public List<float[]> values() {
        return parameters.stream().map(PtNDArray::toFloatArray).toList();
    }

    /**
     * Mean cross entropy over all targets of a batch; its gradients are added to those of the parameters.
     *
     * @throws IllegalArgumentException if no token of the batch is a target
     */
    public double learn(Tensors scope, List<LanguageExample> examples) {
        return learn(scope, examples, targets(examples));
    }

    /**
     * Cross entropy of all targets, summed and divided by a number: that of the targets of several batches, where their
     * gradients are added up before a step.
     */
    public double learn(Tensors scope, List<LanguageExample> examples, long divisor) {
        PackedTexts texts = packed(scope, examples);
        List<PtNDArray> goals = goals(scope, examples);
        PtNDArray by = scope.floats(new float[] {divisor}, 1);
        PtNDArray loss = program.record(
                scope,
                "loss",
                List.of(texts.ids(), texts.places(), texts.ends(), goals.get(0), goals.get(1), by, frequencies),
                List.of(weights, pairs));
        Program.backward(scope, loss);
        return loss.getFloat();
    }

    /** Sum of the cross entropies of all targets, without dropout; nothing is learned. */
    public double score(Tensors scope, List<LanguageExample> examples) {
        PackedTexts texts = packed(scope, examples);
        List<PtNDArray> goals = goals(scope, examples);
        return program.run(
                        scope,
                        "score",
                        Argument.of(texts.ids()),
                        Argument.of(texts.places()),
                        Argument.of(texts.ends()),
                        Argument.of(goals.get(0)),
                        Argument.of(goals.get(1)),
                        Argument.of(frequencies),
                        Argument.of(weights),
                        Argument.of(pairs))
                .getFloat();
    }

    /** Logits after every token of every text, one array a token, in the order of the texts. */
    public List<float[]> logits(Tensors scope, List<long[]> rows) {
        PackedTexts texts = PackedTexts.of(scope, rows);
        float[] flat = program.run(
                        scope,
                        "logits",
                        Argument.of(texts.ids()),
                        Argument.of(texts.places()),
                        Argument.of(texts.ends()),
                        Argument.of(frequencies),
                        Argument.of(weights),
                        Argument.of(pairs))
                .toFloatArray();
        List<float[]> logits = new ArrayList<>();
        for (int from = 0; from < flat.length; from += config.vocabulary()) {
            logits.add(Arrays.copyOfRange(flat, from, from + config.vocabulary()));
        }
        return logits;
    }

    /** Number of tokens of a batch that are to be predicted. */
    public static long targets(List<LanguageExample> examples) {
        return examples.stream().mapToLong(LanguageExample::targets).sum();
    }

    static PackedTexts packed(Tensors scope, List<LanguageExample> examples) {
        return PackedTexts.of(scope, examples.stream().map(LanguageExample::ids).toList());
    }

    /** Rows that predict, and the ids that they are to predict. */
    static List<PtNDArray> goals(Tensors scope, List<LanguageExample> examples) {
        int count = Math.toIntExact(targets(examples));
        if (count == 0) {
            throw new IllegalArgumentException("no token of the batch is to be learned");
        }
        long[] rows = new long[count];
        long[] ids = new long[count];
        int found = 0;
        long start = 0;
        for (LanguageExample example : examples) {
            for (int i = 1; i < example.ids().length; i++) {
                if (example.learned()[i]) {
                    rows[found] = start + i - 1;
                    ids[found++] = example.ids()[i];
                }
            }
            start += example.ids().length;
        }
        return List.of(scope.integers(rows, count), scope.integers(ids, count));
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
