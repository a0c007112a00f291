package dev.freehold.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Batch;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderProgram;
import dev.freehold.engine.lora.AdapterTensor;
import dev.freehold.engine.lora.LoraConfig;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.ArrayList;
import java.util.List;

/** A frozen base with an adapter that gradients flow into. */
final class TrainableClassifier implements AutoCloseable {
    private final Tensors memory;
    private final EncoderModel base;
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final Program program;

    TrainableClassifier(Tensors scope, EncoderModel base, LoraConfig lora, int classes, List<float[]> values) {
        this.memory = scope.inner();
        this.base = base;
        List<AdapterTensor> layout = AdapterTensor.of(lora, base.config(), classes);
        for (int i = 0; i < layout.size(); i++) {
            parameters.add(memory.parameter(values.get(i), layout.get(i).sizes()));
        }
        this.program = Program.compile(
                memory, EncoderProgram.CLASS, EncoderProgram.classification(base.config(), lora.adaptation()));
    }

    List<PtNDArray> parameters() {
        return parameters;
    }

    /** Mean loss of a batch; its gradients are added to those of the parameters. */
    double learn(Tensors scope, List<TokenizedExample> examples) {
        PtNDArray loss = program.record(
                scope, "loss", tensors(scope, examples), List.of(base.weights(), List.copyOf(parameters)));
        Program.backward(scope, loss);
        return loss.getFloat();
    }

    TunedAdapter.Score score(List<List<TokenizedExample>> batches) {
        double loss = 0;
        double right = 0;
        int examples = 0;
        for (List<TokenizedExample> batch : batches) {
            try (Tensors inner = memory.inner()) {
                List<PtNDArray> inputs = tensors(inner, batch);
                float[] sums = program.run(
                                inner,
                                "score",
                                Argument.of(inputs.get(0)),
                                Argument.of(inputs.get(1)),
                                Argument.of(inputs.get(2)),
                                Argument.of(base.weights()),
                                Argument.of(parameters))
                        .toFloatArray();
                loss += sums[0];
                right += sums[1];
                examples += batch.size();
            }
        }
        return examples == 0 ? TunedAdapter.Score.NONE : new TunedAdapter.Score(loss / examples, right / examples);
    }

    /** A copy of the parameters' present values. */
    List<float[]> values() {
        return parameters.stream().map(PtNDArray::toFloatArray).toList();
    }

    private List<PtNDArray> tensors(Tensors scope, List<TokenizedExample> examples) {
        Batch batch = Batch.of(
                scope,
                examples.stream().map(TokenizedExample::ids).toList(),
                base.config().padding());
        long[] labels = examples.stream().mapToLong(TokenizedExample::label).toArray();
        return List.of(batch.ids(), batch.mask(), scope.integers(labels, labels.length));
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
