package dev.freehold.engine.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Program;
import dev.freehold.engine.script.Program.Argument;
import dev.freehold.engine.script.Tensors;
import java.util.Arrays;
import java.util.List;

/** Turns token ids into sentence embeddings: the mean over the tokens' outputs, scaled to length 1. */
public final class SentenceEmbedder implements AutoCloseable {
    private final Tensors scope;
    private final EncoderModel model;
    private final Program program;

    public SentenceEmbedder(Tensors scope, EncoderModel model) {
        this.scope = scope;
        this.model = model;
        this.program = Program.compile(scope, EncoderProgram.CLASS, EncoderProgram.embedding(model.config()));
    }

    /** One vector a row, in the order of the rows. */
    public List<float[]> embed(List<long[]> rows) {
        float[][] vectors = new float[rows.size()][];
        int hidden = model.config().hidden();
        for (List<Integer> group : Batch.plan(rows)) {
            try (Tensors inner = scope.inner()) {
                Batch batch = Batch.of(
                        inner,
                        group.stream().map(rows::get).toList(),
                        model.config().padding());
                PtNDArray result = program.run(
                        inner,
                        "embed",
                        Argument.of(batch.ids()),
                        Argument.of(batch.mask()),
                        Argument.of(model.weights()));
                float[] flat = result.toFloatArray();
                for (int i = 0; i < group.size(); i++) {
                    vectors[group.get(i)] = Arrays.copyOfRange(flat, i * hidden, (i + 1) * hidden);
                }
            }
        }
        return List.of(vectors);
    }

    @Override
    public void close() {
        program.close();
    }
}
