package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.Arrays;
import java.util.List;

/** An encoder with a head, and where one is laid over it an adapter: turns token ids into classes. */
public final class Classifier implements AutoCloseable {
    private final Tensors memory;
    private final EncoderModel base;
    private final List<String> labels;
    private final List<PtNDArray> tensors;
    private final Program program;

    /**
     * @param memory holds the tensors; closed with this classifier
     * @param labels names of the classes, in the head's order
     * @param tensors as the adaptation orders them
     */
    public Classifier(
            Tensors memory, EncoderModel base, Adaptation adaptation, List<String> labels, List<PtNDArray> tensors) {
        this.memory = memory;
        this.base = base;
        this.labels = List.copyOf(labels);
        this.tensors = List.copyOf(tensors);
        this.program =
                Program.compile(memory, EncoderProgram.CLASS, EncoderProgram.classification(base.config(), adaptation));
    }

    /** Names of the classes, in the order of the probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** One array of probabilities a row, in the order of the rows. */
    public List<float[]> classify(List<long[]> rows) {
        return perRow("classify", rows);
    }

    /** What the probabilities are made of, one array a row, in the order of the rows. */
    public List<float[]> logits(List<long[]> rows) {
        return perRow("logits", rows);
    }

    private List<float[]> perRow(String method, List<long[]> rows) {
        float[][] results = new float[rows.size()][];
        int classes = labels.size();
        for (List<Integer> group : Batch.plan(rows)) {
            try (Tensors inner = memory.inner()) {
                Batch batch = Batch.of(
                        inner,
                        group.stream().map(rows::get).toList(),
                        base.config().padding());
                PtNDArray result = program.run(
                        inner,
                        method,
                        Argument.of(batch.ids()),
                        Argument.of(batch.mask()),
                        Argument.of(base.weights()),
                        Argument.of(tensors));
                float[] flat = result.toFloatArray();
                for (int i = 0; i < group.size(); i++) {
                    results[group.get(i)] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
                }
            }
        }
        return List.of(results);
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
