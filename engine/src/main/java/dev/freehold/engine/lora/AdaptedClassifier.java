package dev.freehold.engine.lora;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.Batch;
import dev.freehold.engine.encoder.EncoderModel;
import dev.freehold.engine.encoder.EncoderProgram;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A base encoder with an adapter beside it: turns token ids into class probabilities. The base stays as it is. */
public final class AdaptedClassifier implements AutoCloseable {
    private final Tensors memory;
    private final EncoderModel base;
    private final List<String> labels;
    private final List<PtNDArray> tensors;
    private final Program program;

    public AdaptedClassifier(Tensors scope, EncoderModel base, Adapter adapter) {
        this.memory = scope.inner();
        this.base = base;
        this.labels = adapter.labels();
        this.tensors = new ArrayList<>();
        List<AdapterTensor> layout = AdapterTensor.of(adapter.config(), base.config(), labels.size());
        for (int i = 0; i < layout.size(); i++) {
            tensors.add(memory.floats(adapter.values().get(i), layout.get(i).sizes()));
        }
        this.program = Program.compile(
                memory,
                EncoderProgram.CLASS,
                EncoderProgram.classification(base.config(), adapter.config().adaptation()));
    }

    /** Names of the classes, in the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** One array of probabilities a row, in the order of the rows. */
    public List<float[]> classify(List<long[]> rows) {
        float[][] probabilities = new float[rows.size()][];
        int classes = labels.size();
        for (List<Integer> group : Batch.plan(rows)) {
            try (Tensors inner = memory.inner()) {
                Batch batch = Batch.of(
                        inner,
                        group.stream().map(rows::get).toList(),
                        base.config().padding());
                PtNDArray result = program.run(
                        inner,
                        "classify",
                        Argument.of(batch.ids()),
                        Argument.of(batch.mask()),
                        Argument.of(base.weights()),
                        Argument.of(tensors));
                float[] flat = result.toFloatArray();
                for (int i = 0; i < group.size(); i++) {
                    probabilities[group.get(i)] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
                }
            }
        }
        return List.of(probabilities);
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
