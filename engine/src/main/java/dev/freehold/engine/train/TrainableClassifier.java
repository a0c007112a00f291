package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Adaptation;
import dev.freehold.engine.encoder.Batch;
import dev.freehold.engine.encoder.EncoderConfig;
import dev.freehold.engine.encoder.EncoderProgram;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.List;
import java.util.stream.Stream;

/** A classifier that gradients flow into: its head always, and either its encoder or the pairs beside that. */
final class TrainableClassifier implements AutoCloseable {
    private static final int HEAD_TENSORS = 4;
    private final Tensors memory;
    private final EncoderConfig config;
    private final List<PtNDArray> weights;
    private final List<PtNDArray> tensors;
    private final List<PtNDArray> parameters;
    private final Program program;

    /**
     * @param memory holds the parameters; closed with this classifier
     * @param learning those of the encoder's weights that are learned
     * @param weights of the encoder
     * @param tensors as the adaptation orders them, all of them learned
     */
    TrainableClassifier(
            Tensors memory,
            EncoderConfig config,
            Adaptation adaptation,
            List<PtNDArray> learning,
            List<PtNDArray> weights,
            List<PtNDArray> tensors) {
        this.memory = memory;
        this.config = config;
        this.weights = List.copyOf(weights);
        this.tensors = List.copyOf(tensors);
        this.parameters = Stream.concat(learning.stream(), tensors.stream()).toList();
        this.program = Program.compile(memory, EncoderProgram.CLASS, EncoderProgram.classification(config, adaptation));
    }

    List<PtNDArray> parameters() {
        return parameters;
    }

    /** All parameters: the head at a rate of its own; matrices decay, biases and norms do not. */
    List<AdamW.Group> groups(double headRateFactor, double decay) {
        int head = parameters.size() - HEAD_TENSORS;
        List<PtNDArray> body = parameters.subList(0, head);
        List<PtNDArray> top = parameters.subList(head, parameters.size());
        return List.of(
                new AdamW.Group(matrices(body, true), 1, decay),
                new AdamW.Group(matrices(body, false), 1, 0),
                new AdamW.Group(matrices(top, true), headRateFactor, decay),
                new AdamW.Group(matrices(top, false), headRateFactor, 0));
    }

    private static List<PtNDArray> matrices(List<PtNDArray> all, boolean wanted) {
        return all.stream()
                .filter(tensor -> (tensor.getShape().dimension() > 1) == wanted)
                .toList();
    }

    /**
     * Mean loss of a batch; its gradients are added to those of the parameters.
     *
     * @param weight of these gradients: the batch's share of the step
     */
    double learn(Tensors scope, List<TokenizedExample> examples, double weight) {
        PtNDArray loss = program.record(scope, "loss", batch(scope, examples), List.of(weights, tensors));
        Program.backward(scope, loss, weight);
        return loss.getFloat();
    }

    TunedClassifier.Score score(List<List<TokenizedExample>> batches) {
        double loss = 0;
        double right = 0;
        int examples = 0;
        for (List<TokenizedExample> batch : batches) {
            try (Tensors inner = memory.inner()) {
                List<PtNDArray> inputs = batch(inner, batch);
                float[] sums = program.run(
                                inner,
                                "score",
                                Argument.of(inputs.get(0)),
                                Argument.of(inputs.get(1)),
                                Argument.of(inputs.get(2)),
                                Argument.of(weights),
                                Argument.of(tensors))
                        .toFloatArray();
                loss += sums[0];
                right += sums[1];
                examples += batch.size();
            }
        }
        return examples == 0
                ? TunedClassifier.Score.NONE
                : new TunedClassifier.Score(loss / examples, right / examples);
    }

    /** A copy of the parameters' present values. */
    List<float[]> values() {
        return parameters.stream().map(PtNDArray::toFloatArray).toList();
    }

    private List<PtNDArray> batch(Tensors scope, List<TokenizedExample> examples) {
        Batch batch =
                Batch.of(scope, examples.stream().map(TokenizedExample::ids).toList(), config.padding());
        long[] labels = examples.stream().mapToLong(TokenizedExample::label).toArray();
        return List.of(batch.ids(), batch.mask(), scope.integers(labels, labels.length));
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
