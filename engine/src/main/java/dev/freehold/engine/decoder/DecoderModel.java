package dev.freehold.engine.decoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.encoder.UnsupportedModel;
import dev.freehold.engine.script.Tensors;
import dev.freehold.engine.weights.ModelWeights;
import dev.freehold.engine.weights.NamedShape;
import dev.freehold.engine.weights.TensorEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A decoder's weights in memory: mapped from its folder, frozen, shared by all programs that use them. */
public final class DecoderModel implements AutoCloseable {
    private final DecoderConfig config;
    private final Tensors memory;
    private final List<PtNDArray> weights;

    private DecoderModel(DecoderConfig config, Tensors memory, List<PtNDArray> weights) {
        this.config = config;
        this.memory = memory;
        this.weights = List.copyOf(weights);
    }

    /**
     * Loads a model folder in Transformers layout.
     *
     * @throws UnsupportedModel if config.json asks for what is not computed here, or a weight has another shape or no place
     * @throws dev.freehold.engine.weights.MalformedWeights if the weights are broken or one is missing
     */
    public static DecoderModel load(Tensors scope, Path folder) {
        DecoderConfig config = DecoderConfig.read(folder);
        Tensors memory = scope.inner();
        try (ModelWeights file = ModelWeights.open(folder)) {
            List<NamedShape> layout = DecoderLayout.weights(config);
            checkAllHavePlaces(file, layout);
            List<PtNDArray> weights = new ArrayList<>();
            for (NamedShape tensor : layout) {
                TensorEntry entry = file.entry(tensor.name());
                if (!entry.shape().equals(tensor.shape())) {
                    throw new UnsupportedModel("tensor " + entry.name() + " has shape " + entry.shape() + ", "
                            + DecoderConfig.FILE + " asks for " + tensor.shape());
                }
                weights.add(memory.floats(file.floats(entry.name()), tensor.sizes()));
            }
            return new DecoderModel(config, memory, weights);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** A weight that nothing reads would be a part of the model that is silently left out, a bias for one. */
    private static void checkAllHavePlaces(ModelWeights file, List<NamedShape> layout) {
        Set<String> extra = new TreeSet<>(file.names());
        layout.forEach(tensor -> extra.remove(tensor.name()));
        // Old folders hold the rotary frequencies, and tied ones the output matrix once more.
        extra.removeIf(name -> name.endsWith(".rotary_emb.inv_freq") || name.equals(DecoderLayout.OUTPUT));
        if (!extra.isEmpty()) {
            throw new UnsupportedModel("tensor " + extra.iterator().next() + " has no place in the model that "
                    + DecoderConfig.FILE + " states");
        }
    }

    /** Sizes. */
    public DecoderConfig config() {
        return config;
    }

    /** All weights, in the order of {@link DecoderLayout#weights}; never to be written to. */
    public List<PtNDArray> weights() {
        return weights;
    }

    @Override
    public void close() {
        memory.close();
    }
}
